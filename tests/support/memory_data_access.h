#pragma once
#include "didban/base/error.h"
#include "didban/ports/data_access.h"
#include "support/memory_rasters.h"
#include "support/memory_tables.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace didban::test {

/// DataAccess on tables and rasters that a test puts down by name, so that a stage is tested without a file. What was
/// not put down is unreadable, as a broken file is. What a stage writes can be opened again once it is finished.
/// Thread-safe.
class MemoryDataAccess : public DataAccess {
public:
    /// In place of a table of that name in the same source.
    void put(const std::string& source, MemoryTable table) const
    {
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            table.rows[i].fid = static_cast<std::int64_t>(i) + 1;
        const std::lock_guard lock(mutex_);
        auto& layers = tables_[source];
        std::erase_if(layers, [&](const auto& other) { return other->name == table.name; });
        layers.push_back(std::make_shared<const MemoryTable>(std::move(table)));
    }
    void put(const std::string& path, MemoryRaster raster) const
    {
        raster.info.name = path;
        raster.info.bands = static_cast<int>(raster.bands.size());
        raster.info.band_names.resize(raster.bands.size());
        const std::lock_guard lock(mutex_);
        rasters_[path] = std::make_shared<const MemoryRaster>(std::move(raster));
    }
    void forget(const std::string& name) const
    {
        const std::lock_guard lock(mutex_);
        tables_.erase(name);
        rasters_.erase(name);
    }

    [[nodiscard]] std::unique_ptr<RasterSource> open_raster(const std::string& path) const override
    {
        const std::lock_guard lock(mutex_);
        const auto found = rasters_.find(path);
        if (found == rasters_.end())
            throw Error(ErrorKind::UnreadableInput, path + ": there is no such raster; check the path");
        return std::make_unique<MemoryRasterSource>(found->second);
    }
    [[nodiscard]] std::unique_ptr<RasterSink> create_raster(const std::string& path,
                                                            const RasterSpec& spec) const override
    {
        return std::make_unique<Pixels>(*this, path, spec);
    }
    [[nodiscard]] std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query) const override
    {
        const std::lock_guard lock(mutex_);
        const auto found = tables_.find(query.source);
        if (found == tables_.end())
            throw Error(ErrorKind::UnreadableInput, query.source + ": there is no such table; check the path");
        for (const auto& table : found->second)
            if (query.layer.empty() ? found->second.size() == 1 : table->name == query.layer)
                return std::make_unique<MemoryFeatures>(table, query);
        throw Error(ErrorKind::UnreadableInput, query.source + ": there is no layer \"" + query.layer + "\"");
    }
    [[nodiscard]] std::vector<std::string> layers(const std::string& source) const override
    {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> names;
        if (const auto found = tables_.find(source); found != tables_.end())
            for (const auto& table : found->second)
                names.push_back(table->name);
        return names;
    }
    [[nodiscard]] std::unique_ptr<FeatureSink> create_features(const std::string& path,
                                                               const std::string& /*format*/) const override
    {
        return std::make_unique<Rows>(*this, path);
    }
    [[nodiscard]] bool can_write(const std::string& /*format*/) const override { return true; }

private:
    class Pixels : public RasterSink {
    public:
        Pixels(const MemoryDataAccess& home, std::string path, const RasterSpec& spec)
            : home_(home), path_(std::move(path))
        {
            raster_.info.width = spec.width;
            raster_.info.height = spec.height;
            raster_.info.band_names = spec.band_names;
            raster_.info.type = spec.type;
            raster_.info.transform = spec.transform;
            raster_.info.crs = spec.crs;
            raster_.info.nodata = spec.nodata;
            raster_.bands.assign(static_cast<std::size_t>(spec.bands),
                                 std::vector<float>(raster_.info.extent().pixels(),
                                                    spec.nodata ? std::numeric_limits<float>::quiet_NaN() : 0));
        }
        void write(int band, const PixelWindow& window, std::span<const float> pixels) override
        {
            auto& to = raster_.bands.at(static_cast<std::size_t>(band - 1));
            std::size_t at = 0;
            for (std::int64_t y = window.y0; y < window.y1(); ++y)
                for (std::int64_t x = window.x0; x < window.x1(); ++x)
                    to.at(static_cast<std::size_t>(y * raster_.info.width + x)) = pixels[at++];
        }
        void finish() override { home_.put(path_, std::move(raster_)); }

    private:
        const MemoryDataAccess& home_;
        std::string path_;
        MemoryRaster raster_;
    };

    class Rows : public FeatureSink {
    public:
        Rows(const MemoryDataAccess& home, std::string path) : home_(home), path_(std::move(path)) {}
        void begin_layer(const LayerSpec& layer) override
        {
            MemoryTable& table = tables_.emplace_back();
            table.name = layer.name;
            table.crs = layer.crs;
            for (const FieldSpec& field : layer.fields)
                table.fields.push_back(field.name);
        }
        void write(const Feature& feature) override { tables_.back().rows.push_back(feature); }
        void finish() override
        {
            for (MemoryTable& table : tables_)
                home_.put(path_, std::move(table));
        }

    private:
        const MemoryDataAccess& home_;
        std::string path_;
        std::vector<MemoryTable> tables_;
    };

    mutable std::mutex mutex_;
    mutable std::map<std::string, std::vector<std::shared_ptr<const MemoryTable>>> tables_;
    mutable std::map<std::string, std::shared_ptr<const MemoryRaster>> rasters_;
};

} // namespace didban::test
