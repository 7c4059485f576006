#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/raster.h"

#include <cstddef>
#include <string>
#include <vector>

namespace didban {

/// The edges of one image around a block: how strong an edge is and which way it runs, not how bright it is.
struct EdgeView {
    Raster<float> x, y;     ///< gradient per pixel right and down, its length between 0 and 1; NaN where unseen
    GeoTransform transform; ///< of the scene whose window the rasters cover
    Point lean;             ///< metres east and north: where boundaries' walls and eaves are seen beside their foot
};

struct OffsetOptions {
    double reach_m{6};  ///< largest shift tried on each axis
    double step_m{0.5}; ///< between shifts tried
    double sample_m{1}; ///< between samples along boundaries
    std::size_t most_samples{1000};
    double least_score{5}; ///< below: not significant
};

/// Where a block's ground is seen beside its parcels. The legal geometry is never moved by it.
struct OffsetEstimate {
    double dx_m{},
        dy_m{};       ///< east and north, to be added to the parcels: mean of the posterior, 0 when nothing is seen
    double sigma_m{}; ///< of that mean per axis; the cadastre's own accuracy where the images tell nothing
    double score{};   ///< height of the best shift above the others, in their standard deviations
    double rival{};   ///< the same for the best shift more than 2 m away
    std::size_t samples{};   ///< boundary points with an image under them, all views together
    bool significant{false}; ///< the best shift stands out by itself, whatever the cadastre's accuracy
    std::string reason;      ///< why not; "" when significant
};

/// Lays a block's parcel boundaries over the edges of images. For every shift within reach the strength of edges that
/// run along the boundaries is summed over views and boundaries; that sum, 0.05 per metre of boundary, is the logarithm
/// of a likelihood. The prior of the shift is normal with `accuracy_m` (one sigma per axis), and for one block in ten
/// three times as wide: map sheets are now and then far off. Deterministic; pure.
///
/// The weight was calibrated on simulated cities so that the errors have the sigma that is given: 329 blocks of
/// `didban simulate --preset hard` with seeds 6101 to 6106, where 1.33 m of cadastre error per axis fell to 0.39 m.
[[nodiscard]] OffsetEstimate estimate_offset(const std::vector<const MultiPolygon*>& parcels,
                                             const std::vector<EdgeView>& views, double accuracy_m,
                                             const OffsetOptions& options = {});

} // namespace didban
