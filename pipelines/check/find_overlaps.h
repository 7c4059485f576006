#pragma once
#include "didban/land/parcel.h"
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <vector>

namespace didban {

/// Two parcels that share ground.
struct ParcelOverlap {
    std::uint32_t first{}, second{}; ///< indices, first < second
    double area_m2{};                ///< planar, in the working CRS
};

/// Pairs of parcels that share more than `least_m2`, ascending. Edges that lie within 5 cm of each other do not count.
[[nodiscard]] std::vector<ParcelOverlap> find_overlaps(const std::vector<Parcel>& parcels, double least_m2,
                                                       const RunOptions& run);

} // namespace didban
