#pragma once
#include "didban/ports/feature_source.h"

class OGRGeometry;

namespace didban::gdal {

/// A feature's geometry in our types. `swap_axes`: the stored first coordinate is the northing.
[[nodiscard]] FeatureGeometry read_geometry(const OGRGeometry* geometry, bool swap_axes);

} // namespace didban::gdal
