#pragma once
#include "didban/ports/data_access.h"
#include "didban/ports/table_store.h"
#include "didban/ports/work_rasters.h"

namespace didban {

/// DataAccess on GDAL/OGR. Registers the drivers once. Network access by GDAL is left off unless a path asks for it.
class GdalDataAccess : public DataAccess, public TableStores, public WorkRasters {
public:
    GdalDataAccess();
    [[nodiscard]] std::unique_ptr<RasterSource> open_raster(const std::string& path) const override;
    [[nodiscard]] std::unique_ptr<RasterSink> create_raster(const std::string& path,
                                                            const RasterSpec& spec) const override;
    [[nodiscard]] std::unique_ptr<RasterSink> create_raster_for(RasterUse use, const std::string& path,
                                                                const RasterSpec& spec) const override;
    void move_raster(const std::string& from, const std::string& to) const override;
    void remove_raster(const std::string& path) const noexcept override;
    void publish_raster(const std::string& made, const std::string& out, int threads) const override;
    [[nodiscard]] std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query) const override;
    [[nodiscard]] std::vector<std::string> layers(const std::string& source) const override;
    [[nodiscard]] std::unique_ptr<FeatureSink> create_features(const std::string& path,
                                                               const std::string& format) const override;
    [[nodiscard]] bool can_write(const std::string& format) const override;
    [[nodiscard]] std::unique_ptr<TableTransaction> open_tables(const std::string& path, TableAccess access,
                                                                const std::vector<LayerSpec>& layers,
                                                                const Patience& patience) const override;
};

} // namespace didban
