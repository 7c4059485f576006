#pragma once
#include "didban/ports/feature_source.h"
#include "didban/ports/raster_source.h"

#include <memory>
#include <string>

namespace didban {

/// How pipelines reach data. Thread-safe. The program passes the GDAL one; tests may pass one in memory.
class DataAccess {
public:
    virtual ~DataAccess() = default;
    /// Throws Error{UnreadableInput} that names `path`, what is wrong and what to do.
    [[nodiscard]] virtual std::unique_ptr<RasterSource> open_raster(const std::string& path) const = 0;
    [[nodiscard]] virtual std::unique_ptr<RasterSink> create_raster(const std::string& path,
                                                                    const RasterSpec& spec) const = 0;
    [[nodiscard]] virtual std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query) const = 0;
    /// Names of the layers of a vector source.
    [[nodiscard]] virtual std::vector<std::string> layers(const std::string& source) const = 0;
    /// `format`: "GPKG", "GeoJSON", "CSV", "ESRI Shapefile", "FlatGeobuf". GeoPackages get a fixed timestamp so that
    /// equal content is equal bytes. "PostgreSQL": `path` is a connection ("PG:…"), layers are tables, and finish()
    /// commits them together; rows of tables that exist are replaced.
    [[nodiscard]] virtual std::unique_ptr<FeatureSink> create_features(const std::string& path,
                                                                       const std::string& format) const = 0;
    /// Whether create_features() knows how to write `format`; makes nothing.
    [[nodiscard]] virtual bool can_write(const std::string& format) const = 0;
};

} // namespace didban
