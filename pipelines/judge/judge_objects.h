#pragma once
#include "didban/findings/judge_change.h"
#include "didban/findings/parcel_verdict.h"
#include "pipelines/city/city_data.h"
#include "pipelines/ground/ground_offset.h"
#include "pipelines/judge/plan_place.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/run/run_options.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Two dates that were compared where one of the run's own did not show enough.
struct OtherDates {
    Period period;
    ViewLean lean;
    Accuracy accuracy;
};

/// Where a change object was seen.
struct SeenOn {
    std::size_t dates{};              ///< 0: on those of the run; else number of the OtherDates, from 1
    std::vector<std::size_t> parcels; ///< that these dates speak of, ascending; not asked for dates 0
};

/// How a parcel was seen by other dates than the run's: between which days all that counts as seen was seen.
using SeenBetween = std::map<std::size_t, Period>; ///< by parcel

/// Change objects with the records to judge them by. All shapes in `city.crs`.
struct JudgeInput {
    const CityData& city;
    const PlanData& plan;
    const std::vector<ChangeObject>& objects;
    const std::vector<Period>& periods;        ///< one per object
    Period run_period;                         ///< plan limits are those in force at its end
    const std::vector<double>& observed_share; ///< one per parcel, or empty: not measured
    Accuracy accuracy;
    JudgeOptions judge;
    SightOptions sight;
    std::vector<GroundOffset> ground{}; ///< one per parcel, or empty: not measured, the ground is seen in its place
    ViewLean lean{};
    std::string detector{"other"}, sensor{"other"}; ///< what saw the objects: "evidence", "optical 0.5 m"
    std::vector<OtherDates> others{};
    std::vector<SeenOn> seen_on{}; ///< one per object; empty: all on the run's dates
    SeenBetween seen_between{};
    /// The number of the dates that an object was seen on, as SeenOn::dates.
    [[nodiscard]] std::size_t dates_of(std::size_t object) const { return seen_on.empty() ? 0 : seen_on[object].dates; }
    [[nodiscard]] const Accuracy& accuracy_of(std::size_t object) const
    {
        return dates_of(object) == 0 ? accuracy : others[dates_of(object) - 1].accuracy;
    }
    [[nodiscard]] const ViewLean& lean_of(std::size_t object) const
    {
        return dates_of(object) == 0 ? lean : others[dates_of(object) - 1].lean;
    }
};

/// Findings in object order and, within an object, parcel order; case ids, priorities and reasons are still to come.
struct JudgedCity {
    std::vector<Judgement> judgements;
    std::vector<PlaceFacts> places;                    ///< one per judgement; point into the input and `plans`
    std::vector<std::size_t> object_of;                ///< one per judgement: index of its change object
    std::vector<std::optional<std::size_t>> parcel_of; ///< one per judgement: index of its parcel
    std::vector<PlanFacts> plans;                      ///< one per parcel; empty when the city has no plan
    PlanDrawnOn plan_drawn_on{PlanDrawnOn::Cadastre};  ///< in whose place changes were held against the plan
    std::size_t permits_without_parcel{};
    std::int64_t slivers_left_out{}; ///< parts of changes that only the boundary error puts on a parcel
};

/// Cuts the objects by the parcels (exact overlay, geodesic areas), gives each part the probability that it belongs
/// there, finds permits and plan limits, judges. Same result for any number of threads. Throws Error{Interrupted} when
/// asked to stop.
[[nodiscard]] JudgedCity judge_objects(const JudgeInput& input, const RunOptions& run);

/// The verdict of every parcel, in cadastre order, then of those without a usable shape: unclear, numbered as in
/// AllParcels; `findings` are those of `judged` with their case ids.
[[nodiscard]] std::vector<ParcelVerdict> parcel_verdicts(const JudgeInput& input, const JudgedCity& judged,
                                                         const std::vector<Finding>& findings);

} // namespace didban
