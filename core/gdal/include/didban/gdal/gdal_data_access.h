#pragma once
#include "didban/ports/data_access.h"
#include "didban/ports/table_store.h"

namespace didban {

/// DataAccess on GDAL/OGR. Registers the drivers once. Network access by GDAL is left off unless a path asks for it.
class GdalDataAccess : public DataAccess, public TableStores {
public:
    GdalDataAccess();
    [[nodiscard]] std::unique_ptr<RasterSource> open_raster(const std::string& path) const override;
    [[nodiscard]] std::unique_ptr<RasterSink> create_raster(const std::string& path,
                                                            const RasterSpec& spec) const override;
    [[nodiscard]] std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query) const override;
    [[nodiscard]] std::vector<std::string> layers(const std::string& source) const override;
    [[nodiscard]] std::unique_ptr<FeatureSink> create_features(const std::string& path,
                                                               const std::string& format) const override;
    [[nodiscard]] std::unique_ptr<TableTransaction> open_tables(const std::string& path, TableAccess access,
                                                                const std::vector<LayerSpec>& layers,
                                                                const Patience& patience) const override;
};

} // namespace didban
