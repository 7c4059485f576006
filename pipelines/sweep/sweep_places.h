#pragma once
#include "didban/report/sweep_files.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/sweep/read_standing.h"

#include <vector>

namespace didban {

/// What there is to sweep, and to hold it against.
struct SweepInput {
    const CityData& city;
    const PlanData& plan;
    const Standing& standing;
    const std::vector<Footprint>* records{}; ///< outlines of an older map, working CRS; nullptr: there is none
    Date on;
    std::optional<Date> accept_built_by;
    double accuracy_m{0.5}; ///< one sigma of the outlines
    SweepOptions options;
};

struct SweptCity {
    std::vector<report::SweptBuilding> buildings; ///< gravest first, then by unrecorded ground, then as they were read
    std::vector<report::SweptParcel> parcels;     ///< in cadastre order, then those without a usable shape
    std::int64_t small{};                         ///< buildings and parts below the least area, not judged
    std::int64_t slivers{};                       ///< parts that only the boundary's error puts on a parcel
};

/// Cuts the buildings by the parcels, gathers permits and older records for each place, and judges. Same result for any
/// number of threads. Throws Error{Interrupted}.
[[nodiscard]] SweptCity sweep_places(const SweepInput& input, const RunOptions& run);

} // namespace didban
