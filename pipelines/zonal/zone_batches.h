#pragma once
#include "didban/geo/crs.h"
#include "didban/ports/feature_source.h"
#include "didban/ports/raster_source.h"
#include "pipelines/zonal/zone_rows.h"
#include "pipelines/zonal/zone_shapes.h"

namespace didban {

/// Reads zones in the source's order, as many at a time as fit into a memory limit, and brings them into the raster's
/// pixels.
class ZoneBatches {
public:
    ZoneBatches(FeatureSource& source, const Transform& transform, const RasterInfo& raster, std::size_t bytes);
    /// Fills both, which are empty. False when nothing is left.
    bool next(ZoneShapes& shapes, ZoneRows& rows);

private:
    FeatureSource& source_;
    const Transform& transform_;
    const RasterInfo& raster_;
    std::size_t bytes_;
};

} // namespace didban
