#pragma once
#include "didban/geo/crs.h"
#include "didban/grid/geo_transform.h"
#include "didban/grid/pixel_window.h"

#include <cstdint>

namespace didban {

/// The grid everything of a run is computed on: size, transform and CRS. Unknown CRS and no georeference = plain pixels
/// of `gsd` metres.
struct WorkingGrid {
    std::int64_t width{}, height{}; ///< pixels
    GeoTransform transform;
    Crs crs;
    [[nodiscard]] PixelWindow extent() const { return {0, 0, width, height}; }
};

} // namespace didban
