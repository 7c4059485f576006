#pragma once
#include "didban/ports/raster_source.h"

#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace didban::test {

/// A raster that was written down in a test: one vector per band, row by row, NaN = no data.
struct MemoryRaster {
    RasterInfo info; ///< size and number of bands as the vectors have them
    std::vector<std::vector<float>> bands;
};

class MemoryRasterReader : public RasterReader {
public:
    explicit MemoryRasterReader(std::shared_ptr<const MemoryRaster> raster) : raster_(std::move(raster)) {}
    void read(int band, const PixelWindow& window, std::span<float> out) override
    {
        const std::vector<float>& pixels = raster_->bands.at(static_cast<std::size_t>(band - 1));
        const RasterInfo& info = raster_->info;
        std::size_t at = 0;
        for (std::int64_t y = window.y0; y < window.y1(); ++y)
            for (std::int64_t x = window.x0; x < window.x1(); ++x)
                out[at++] = x >= 0 && y >= 0 && x < info.width && y < info.height
                                ? pixels[static_cast<std::size_t>(y * info.width + x)]
                                : std::numeric_limits<float>::quiet_NaN();
    }

private:
    std::shared_ptr<const MemoryRaster> raster_;
};

class MemoryRasterSource : public RasterSource {
public:
    explicit MemoryRasterSource(std::shared_ptr<const MemoryRaster> raster) : raster_(std::move(raster)) {}
    [[nodiscard]] const RasterInfo& info() const override { return raster_->info; }
    [[nodiscard]] std::unique_ptr<RasterReader> open() const override
    {
        return std::make_unique<MemoryRasterReader>(raster_);
    }

private:
    std::shared_ptr<const MemoryRaster> raster_;
};

} // namespace didban::test
