#pragma once
#include "didban/ports/feature_source.h"

#include <memory>
#include <ogr_geometry.h>

namespace didban::gdal {

/// OGR's form of a geometry for a layer of `kind`; nullptr when there is nothing of that kind. Rings are closed, outer
/// ones counter-clockwise.
[[nodiscard]] std::unique_ptr<OGRGeometry> to_ogr(const FeatureGeometry& geometry, LayerSpec::Kind kind);

} // namespace didban::gdal
