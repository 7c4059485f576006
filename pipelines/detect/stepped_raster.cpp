#include "pipelines/detect/stepped_raster.h"

#include "didban/grid/raster.h"

#include <algorithm>
#include <cmath>

namespace didban::detect {

namespace {

constexpr float steps = 250;

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

std::vector<std::uint8_t> in_steps(std::span<const float> probabilities)
{
    std::vector<std::uint8_t> out(probabilities.size());
    std::transform(probabilities.begin(), probabilities.end(), out.begin(), [](float v) {
        return std::isnan(v) ? missing_step
                             : static_cast<std::uint8_t>(std::clamp(std::round(v * steps), 0.0F, 254.0F));
    });
    return out;
}

float from_step(std::uint8_t step)
{
    return step == missing_step ? missing_pixel : static_cast<float>(step) / steps;
}

SteppedSink::SteppedSink(const DataAccess& data, const std::string& path, std::int64_t width, std::int64_t height,
                         int bands)
{
    RasterSpec spec;
    spec.width = width;
    spec.height = height;
    spec.bands = bands;
    spec.type = PixelType::Byte;
    spec.nodata = missing_step;
    bytes_ = work_rasters(data).create_raster_for(RasterUse::Scratch, path, spec);
}

void SteppedSink::write(const PixelWindow& window, const SteppedBands& bands)
{
    for (const auto& [band, values] : bands) {
        line_.resize(values.size());
        std::transform(values.begin(), values.end(), line_.begin(),
                       [](std::uint8_t v) { return v == missing_step ? missing_pixel : static_cast<float>(v); });
        bytes_->write(band, window, line_);
    }
}

std::unique_ptr<RasterSource> open_stepped(const DataAccess& data, const std::string& path)
{
    return std::make_unique<SteppedRaster>(data.open_raster(path));
}

} // namespace didban::detect
