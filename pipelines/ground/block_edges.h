#pragma once
#include "didban/geo/polygon.h"
#include "didban/objects/cadastre_offset.h"
#include "didban/ports/raster_source.h"

namespace didban {

/// The edges of an image around a box in the working CRS, of the mean of its first three bands
/// (didban/align/structure.h). Empty where the box lies outside, reaches over more than 2,048 pixels, or the pixels are
/// too coarse to show boundaries. `reader` belongs to the calling thread.
[[nodiscard]] EdgeView edges_around(const RasterSource& source, RasterReader& reader, const Box& around);

} // namespace didban
