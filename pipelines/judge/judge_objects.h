#pragma once
#include "didban/findings/judge_change.h"
#include "didban/findings/parcel_verdict.h"
#include "pipelines/city/city_data.h"
#include "pipelines/ground/ground_offset.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

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
};

/// Findings in object order and, within an object, parcel order; case ids, priorities and reasons are still to come.
struct JudgedCity {
    std::vector<Judgement> judgements;
    std::vector<PlaceFacts> places;                    ///< one per judgement; point into the input and `plans`
    std::vector<std::optional<std::size_t>> parcel_of; ///< one per judgement: index of its parcel
    std::vector<PlanFacts> plans;                      ///< one per parcel; empty when the city has no plan
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
