#pragma once
#include "didban/ports/table_store.h"
#include "didban/ports/work_rasters.h"
#include "pipelines/run/held_share.h"

#include <memory>

namespace didban {

/// Data access for one run, in which every pixel is read and decoded once as far as there is room: cells of the lattice
/// stay in memory, packed without loss, for whoever asks again. What is made for work is held as it is written, and a
/// scratch raster that fits is nothing but memory. A file that was replaced is read anew. Thread-safe.
///
/// Memory: at most held_share_mb() and `most_mb`; when it is full, rasters that nobody reads make room for others.
class HeldRasters final : public DataAccess, public TableStores, public WorkRasters {
public:
    static constexpr double unlimited_mb = 1e9;
    /// `files`, which must outlive it, is WorkRasters too, and TableStores where tables are asked for.
    HeldRasters(const DataAccess& files, const RunOptions& run, double most_mb = unlimited_mb);
    ~HeldRasters() override;
    HeldRasters(const HeldRasters&) = delete;
    HeldRasters& operator=(const HeldRasters&) = delete;

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

private:
    struct Impl;
    const DataAccess& files_;
    std::unique_ptr<Impl> impl_;
};

} // namespace didban
