#pragma once
#include "didban/base/jalali.h"
#include "didban/findings/finding.h"
#include "didban/findings/plan_facts.h"
#include "didban/findings/reason.h"
#include "didban/land/match_permits.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What stands on a day against what permits and older records know, change left aside (docs/commands/sweep.md). Areas
/// in m², heights in m above ground. Pure; any thread.
namespace didban {

/// None of them is a violation found: each is a reason to look, or not to look, at the records. Gravest first.
enum class SweepVerdict {
    NoRecord,      ///< stands, and neither a permit nor a record knows of it
    ExceedsRecord, ///< covers more ground, or has more floors or height, than permits and records know, beyond the
                   ///< error
    Unknown,       ///< outline, boundary or records do not carry an answer
    Permitted,     ///< a permit of the plot covers it
    Recorded,      ///< stands as older records have it
    NothingStands, ///< of a parcel: no building on it
    NotSeen        ///< of a parcel: what stands there is not known
};
inline constexpr std::array<SweepVerdict, 7> sweep_verdicts{
    SweepVerdict::NoRecord, SweepVerdict::ExceedsRecord, SweepVerdict::Unknown, SweepVerdict::Permitted,
    SweepVerdict::Recorded, SweepVerdict::NothingStands, SweepVerdict::NotSeen};
[[nodiscard]] std::string_view name(SweepVerdict verdict); ///< "no_record", "exceeds_record", …

/// A building, or its part in one parcel, and what the older records have in its place.
struct StandingPart {
    double area_m2{}, area_sigma_m2{};
    double recorded_m2{};                   ///< of it, on ground where older records have a building
    double unrecorded_m2{};                 ///< farther from recorded ground than both outlines may be wrong
    bool accepted{false};                   ///< built by the day up to which the city takes what stands as recorded
    std::optional<double> floors, height_m; ///< above ground, as the outlines' source says
    std::optional<double> recorded_floors, recorded_height_m; ///< of the records below it
    double parcel_probability{1};
};

/// What is known of the place: one parcel, or ground outside all.
struct SweepPlace {
    const Parcel* parcel{};             ///< nullptr: outside every parcel
    const PlanFacts* plan{};            ///< nullptr: no plan
    bool permits_known{true};           ///< false: the city has no permit register
    bool records_known{true};           ///< false: there are no older records to ask
    bool records_reach{true};           ///< false: there are older records, but none near this place
    std::vector<const Permit*> permits; ///< that license floor area, best first
    const Permit* other{};              ///< where there is none of those: the best of the others
    PermitState other_state{PermitState::None};
    double unrecorded_m2{}, unrecorded_sigma_m2{}; ///< of all buildings of the place together, overlaps once
    double covered_m2{}, covered_sigma_m2{};       ///< ground that all buildings cover together, overlaps once
};

struct SweepOptions {
    double min_area_m2{30};        ///< a smaller building, or unrecorded part of one, is no reason to look
    double area_model_error{0.05}; ///< one sigma of a roof outline against the wall outline, share of the area
    double least_attribution{0.6}; ///< that a building belongs to the parcel
    double height_sigma_m{0.5};    ///< of heights that the outlines' source states
};

/// Why Unknown was given.
enum class SweepCause { None, PermitsUnknown, RecordsSilent, BoundaryUncertain };

struct SweptPart {
    SweepVerdict verdict{SweepVerdict::Unknown};
    SweepCause cause{SweepCause::None};
    std::vector<RuleCheck> rules;  ///< against permit or record, then against the plan
    std::size_t plan_rules_from{}; ///< the first of `rules` that is the plan's; their number where none is
};

/// The permit licenses what was built under it at any time up to `on`: of a kind that covers floor area, issued (or of
/// unknown day) and neither draft nor revoked. Whether it has expired since does not matter to what stands.
[[nodiscard]] bool licenses(const Permit& permit, const Date& on);

/// Law: one more licensing permit, or more recorded ground, never gives NoRecord or ExceedsRecord where neither was.
[[nodiscard]] SweptPart judge_standing(const StandingPart& part, const SweepPlace& place, const SweepOptions& options);

/// One sentence in two languages: what stands, which permit or record knows of it, what exceeds, by which clause.
[[nodiscard]] Reason sweep_reason(const StandingPart& part, const SweptPart& swept, const SweepPlace& place,
                                  const Date& on, Calendar calendar);

} // namespace didban
