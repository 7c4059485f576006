#pragma once
#include "didban/ports/feature_source.h"

#include <cstddef>

namespace didban::gdal {

/// A polygon or several of them from well-known binary (OGC 06-103r4 §8.2) of little-endian bytes and two dimensions,
/// as read_geometry() gives them. False, and `out` is unspecified, when it is anything else.
[[nodiscard]] bool read_polygon_wkb(const unsigned char* bytes, std::size_t size, bool swap_axes, FeatureGeometry& out);

} // namespace didban::gdal
