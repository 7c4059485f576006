#pragma once
#include "didban/geo/polygon.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace didban {

struct OffsetOptions {
    double reach_m{6};  ///< largest shift tried on each axis
    double step_m{0.5}; ///< between shifts tried; the peak is refined below it
    double sample_m{1}; ///< between samples along boundaries
    std::size_t most_samples{4000};
    double least_score{5}; ///< below: not significant
};

/// How a block's parcels would have to move to lie on the image. A report for surveyors: the legal geometry is never
/// moved by it.
struct OffsetEstimate {
    double dx_m{}, dy_m{}; ///< east and north, to be added to the parcels; 0 unless significant
    double score{};        ///< height of the peak above the other shifts, in their standard deviations
    double rival{};        ///< the same for the best shift more than 2 m away
    std::size_t samples{}; ///< boundary points with an image under them at most shifts
    bool significant{false};
    std::string reason; ///< why not; "" when significant
};

/// Finds the shift at which parcel boundaries lie on the strongest image edges. `gradient` gives the edge strength (any
/// unit, NaN = unseen) at a point in the parcels' CRS. The mean strength along all boundaries is taken for every shift
/// within reach; the peak counts when it stands out, has no rival farther off (parallel boundaries alone do not fix a
/// shift) and does not lie at the end of the reach. Deterministic.
[[nodiscard]] OffsetEstimate estimate_offset(const std::vector<const MultiPolygon*>& parcels,
                                             const std::function<float(const Point&)>& gradient,
                                             const OffsetOptions& options = {});

} // namespace didban
