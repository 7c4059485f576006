#pragma once
#include "didban/grid/raster.h"

namespace didban {

/// Directions of the edges that stay where they are when the sun moves: gradient / (its length + the mean length
/// around), 0 in shadows, on their rims and near missing pixels.
struct GroundEdges {
    Raster<float> x, y;
    Raster<float> valid; ///< 1 away from missing pixels, else 0
};
[[nodiscard]] GroundEdges ground_edges(const Raster<float>& gray);

} // namespace didban
