#pragma once
#include "didban/land/permit.h"

#include <string_view>

namespace didban {

/// The interval in which an observed change happened: after `not_before` (last date without it), on or before
/// `not_after` (first date with it).
struct Period {
    Date not_before, not_after;
    friend constexpr auto operator<=>(const Period&, const Period&) = default;
};

/// What was done on the ground, as far as a permit's kind has to cover it.
enum class Work { NewBuilding, Addition, ExtraHeight, Groundwork, Demolition };

/// What one permit says about one piece of work in one period.
enum class PermitState {
    Valid,        ///< of a kind that covers the work, in force on at least one day of the period
    Unknown,      ///< the record does not say enough to decide (no validity and issued some years ago; or no register)
    Expired,      ///< its validity, extensions included, ended before the period
    Completed,    ///< its work was finished before the period: it covers nothing more
    NotYetIssued, ///< issued after the work was already seen, or still a draft
    Revoked,      ///< revoked or suspended
    WrongKind,    ///< repair, wall or demolition permit: such papers do not license new floor area
    None          ///< no permit at all
};
/// "valid", "expired", "not_yet_issued", "revoked", "completed", "wrong_kind", "none", "unknown".
[[nodiscard]] std::string_view name(PermitState state);

/// A permit without a validity date is believed for the three years that municipalities give to reach rough work,
/// doubted for the two years of the usual extension, and then taken as expired.
inline constexpr int assumed_validity_years = 3, assumed_extension_years = 2;

/// True when permits of this kind license such work. Kind Unknown is taken as licensing: a missing word is no
/// violation.
[[nodiscard]] bool covers(PermitKind kind, Work work);

/// Law: moving `issued` earlier or `valid_to` later never turns Valid into anything else. Pure, thread-safe, never
/// throws.
[[nodiscard]] PermitState permit_state(const Permit& permit, Work work, const Period& period);

} // namespace didban
