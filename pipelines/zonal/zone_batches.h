#pragma once
#include "didban/geo/crs.h"
#include "didban/ports/feature_source.h"
#include "didban/ports/raster_source.h"

#include <vector>

namespace didban {

/// Reads zones in the source's order, as many at a time as fit into a memory limit, and brings them into the raster's
/// CRS.
class ZoneBatches {
public:
    ZoneBatches(FeatureSource& source, const Transform& transform, const RasterInfo& raster, std::size_t bytes,
                bool keep_geometry);
    /// False when nothing is left.
    bool next();
    [[nodiscard]] std::vector<Feature>& features() { return features_; }
    [[nodiscard]] const std::vector<MultiPolygon>& shapes() const { return shapes_; }

private:
    FeatureSource& source_;
    const Transform& transform_;
    const RasterInfo& raster_;
    std::size_t bytes_;
    bool keep_geometry_;
    std::vector<Feature> features_;
    std::vector<MultiPolygon> shapes_;
};

} // namespace didban
