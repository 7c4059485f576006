#include "pipelines/detect/stepped_raster.h"

#include <cmath>
#include <vector>

namespace didban::detect {

namespace {

constexpr float steps = 250;
constexpr double missing = 255;

class SteppedSink final : public RasterSink {
public:
    explicit SteppedSink(std::unique_ptr<RasterSink> bytes) : bytes_(std::move(bytes)) {}
    void write(int band, const PixelWindow& window, std::span<const float> pixels) override
    {
        stepped_.assign(pixels.begin(), pixels.end());
        for (float& v : stepped_)
            v = std::round(v * steps);
        bytes_->write(band, window, stepped_);
    }
    void finish() override { bytes_->finish(); }

private:
    std::unique_ptr<RasterSink> bytes_;
    std::vector<float> stepped_;
};

class SteppedReader final : public RasterReader {
public:
    explicit SteppedReader(std::unique_ptr<RasterReader> bytes) : bytes_(std::move(bytes)) {}
    void read(int band, const PixelWindow& window, std::span<float> out) override
    {
        bytes_->read(band, window, out);
        for (float& v : out)
            v /= steps;
    }

private:
    std::unique_ptr<RasterReader> bytes_;
};

class SteppedRaster final : public RasterSource {
public:
    explicit SteppedRaster(std::unique_ptr<RasterSource> bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] const RasterInfo& info() const override { return bytes_->info(); }
    [[nodiscard]] std::unique_ptr<RasterReader> open() const override
    {
        return std::make_unique<SteppedReader>(bytes_->open());
    }

private:
    std::unique_ptr<RasterSource> bytes_;
};

} // namespace

std::unique_ptr<RasterSink> create_stepped(const DataAccess& data, const std::string& path, std::int64_t width,
                                           std::int64_t height, int bands)
{
    RasterSpec spec;
    spec.width = width;
    spec.height = height;
    spec.bands = bands;
    spec.type = PixelType::Byte;
    spec.nodata = missing;
    return std::make_unique<SteppedSink>(work_rasters(data).create_raster_for(RasterUse::Scratch, path, spec));
}

std::unique_ptr<RasterSource> open_stepped(const DataAccess& data, const std::string& path)
{
    return std::make_unique<SteppedRaster>(data.open_raster(path));
}

} // namespace didban::detect
