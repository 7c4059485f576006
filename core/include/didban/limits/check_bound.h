#pragma once
#include "didban/limits/bound.h"

#include <cstddef>
#include <span>

namespace didban {

/// A measured quantity with its expanded uncertainty (k = 2), in the limit's unit.
struct Measured {
    double value{};
    double uncertainty{}; ///< k = 2, never negative
};

enum class LimitVerdict { Complies, Violates, Inconclusive };
[[nodiscard]] std::string_view name(LimitVerdict verdict); ///< "complies", "violates", "inconclusive"

/// Why a verdict was given.
enum class LimitReason : std::uint8_t {
    Within,            ///< complies: even with the uncertainty, conditions met or not needed
    NotRegulated,      ///< complies
    NothingOfIt,       ///< complies: forbidden, and there is none
    Beyond,            ///< violates: by more than the uncertainty
    Forbidden,         ///< violates: forbidden, and there is some
    ForbiddenUnstated, ///< inconclusive: forbidden, and not measured
    NotStated,         ///< inconclusive: not measured
    UnknownLimit,      ///< inconclusive
    AskFirst,          ///< inconclusive: a body must be asked
    TooClose,          ///< inconclusive: the difference is within the uncertainty
    LimitIsRange,      ///< inconclusive: the limit lies in a range that holds the value
    Condition          ///< inconclusive: holds on a condition that is not shown to be met
};

/// "within", "not_regulated", "nothing_of_it", "beyond", "forbidden", "forbidden_unstated", "not_stated",
/// "unknown_limit", "ask_first", "too_close", "limit_is_range", "condition".
[[nodiscard]] std::string_view name(LimitReason reason);

/// A bound against a measurement.
struct LimitCheck {
    LimitVerdict verdict{LimitVerdict::Inconclusive};
    LimitReason reason{LimitReason::UnknownLimit};
    std::optional<double> against; ///< the number that counted: the loosest that the limit may be where it is violated,
                                   ///< the strictest elsewhere; 0 where forbidden; empty = none
    double excess{};               ///< beyond `against`, where violated; 0 otherwise
    std::optional<std::size_t> condition; ///< Condition: the first open one, an index into the bound's
};

/// Compares a measurement with a bound. Violates: beyond the loosest that the limit may be by more than the
/// uncertainty, whatever else is open. Complies: within the strictest even with the uncertainty, and nothing is open.
/// An open condition is none where the value keeps the limit that holds without it. All else, NaN included, is
/// Inconclusive. `met` holds texts of conditions that are shown to hold. Law: a stricter limit, a range that reaches
/// down from it, or a prohibition never turns Violates into anything else. Pure.
[[nodiscard]] LimitCheck check_bound(const Bound& bound, const std::optional<Measured>& measured,
                                     std::span<const std::string> met = {});

} // namespace didban
