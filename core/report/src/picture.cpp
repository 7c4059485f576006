#include "didban/report/picture.h"

#include <algorithm>
#include <cmath>

namespace didban::report {

namespace {

constexpr std::int64_t sample_edge = 64, samples_across = 8;

/// Values of one band in small windows spread over the image.
void sample(const DatedImage& image, int band, std::vector<float>& values)
{
    const RasterInfo& info = image.raster.info();
    const auto reader = image.raster.open();
    for (std::int64_t j = 0; j < samples_across; ++j)
        for (std::int64_t i = 0; i < samples_across; ++i) {
            const PixelWindow at = PixelWindow{(2 * i + 1) * info.width / (2 * samples_across) - sample_edge / 2,
                                               (2 * j + 1) * info.height / (2 * samples_across) - sample_edge / 2,
                                               sample_edge, sample_edge}
                                       .cut_to(info.extent());
            std::vector<float> pixels(at.pixels());
            if (at.empty())
                continue;
            reader->read(band, at, pixels);
            std::copy_if(pixels.begin(), pixels.end(), std::back_inserter(values),
                         [](float v) { return std::isfinite(v); });
        }
}

void set_range(std::vector<float> values, double share, double& black, double& white)
{
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    black = static_cast<double>(values[static_cast<std::size_t>(share * last)]);
    white = static_cast<double>(values[static_cast<std::size_t>((1 - share) * last)]);
}

std::uint8_t shade(double sum, int seen, double black, double white)
{
    if (seen == 0)
        return no_data_grey;
    const double range = white > black ? white - black : 1.0;
    return static_cast<std::uint8_t>(std::lround(std::clamp((sum / seen - black) / range, 0.0, 1.0) * 255));
}

} // namespace

Stretch common_stretch(const DatedImage& before, const DatedImage& after)
{
    Stretch stretch;
    const bool bytes = before.raster.info().type == PixelType::Byte && after.raster.info().type == PixelType::Byte;
    std::vector<float> all;
    for (std::size_t c = 0; c < 3; ++c) {
        std::vector<float> values;
        sample(before, before.bands[c], values);
        sample(after, after.bands[c], values);
        if (bytes)
            all.insert(all.end(), values.begin(), values.end());
        else
            set_range(std::move(values), 0.01, stretch.black[c], stretch.white[c]);
    }
    if (bytes) {
        double black = 0, white = 255;
        set_range(std::move(all), 0.005, black, white);
        stretch.black.fill(black);
        stretch.white.fill(white);
    }
    return stretch;
}

Picture read_picture(const DatedImage& image, const PixelWindow& window, int factor, const Stretch& stretch)
{
    Picture out;
    out.width = static_cast<int>((window.width + factor - 1) / factor);
    out.height = static_cast<int>((window.height + factor - 1) / factor);
    out.rgb.resize(3 * static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    const auto reader = image.raster.open();
    const std::int64_t strip_rows = std::int64_t{factor} * std::max<std::int64_t>(1, 64 / factor);
    std::vector<float> strip;
    std::vector<double> sums(static_cast<std::size_t>(out.width));
    std::vector<int> seen(sums.size());
    for (std::int64_t top = 0; top < window.height; top += strip_rows) {
        const PixelWindow part{window.x0, window.y0 + top, window.width, std::min(strip_rows, window.height - top)};
        strip.resize(part.pixels());
        for (std::size_t c = 0; c < 3; ++c) {
            if (c > 0 && image.bands[c] == image.bands[c - 1]) {
                for (std::int64_t y = top / factor; y * factor < top + part.height; ++y)
                    for (int x = 0; x < out.width; ++x) {
                        const std::size_t at = out.at(x, static_cast<int>(y));
                        out.rgb[at + c] = out.rgb[at + c - 1];
                    }
                continue;
            }
            reader->read(image.bands[c], part, strip);
            for (std::int64_t row = 0; row < part.height; row += factor) {
                std::fill(sums.begin(), sums.end(), 0.0);
                std::fill(seen.begin(), seen.end(), 0);
                for (std::int64_t r = row; r < std::min(row + factor, part.height); ++r) {
                    const float* line = strip.data() + r * part.width;
                    for (std::int64_t x = 0; x < part.width; ++x)
                        if (std::isfinite(line[x])) {
                            sums[static_cast<std::size_t>(x / factor)] += static_cast<double>(line[x]);
                            ++seen[static_cast<std::size_t>(x / factor)];
                        }
                }
                for (int x = 0; x < out.width; ++x)
                    out.rgb[out.at(x, static_cast<int>((top + row) / factor)) + c] =
                        shade(sums[static_cast<std::size_t>(x)], seen[static_cast<std::size_t>(x)], stretch.black[c],
                              stretch.white[c]);
            }
        }
    }
    return out;
}

Picture cut(const Picture& picture, int x0, int y0, int width, int height)
{
    Picture out{width, height, {}};
    out.rgb.assign(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height), no_data_grey);
    const int left = std::max(0, -x0), right = std::min(width, picture.width - x0);
    for (int y = std::max(0, -y0); y < std::min(height, picture.height - y0); ++y)
        if (right > left)
            std::copy_n(picture.rgb.begin() + static_cast<std::ptrdiff_t>(picture.at(x0 + left, y0 + y)),
                        3 * (right - left), out.rgb.begin() + static_cast<std::ptrdiff_t>(out.at(left, y)));
    return out;
}

Picture halved(const Picture& picture)
{
    Picture out{(picture.width + 1) / 2, (picture.height + 1) / 2, {}};
    out.rgb.resize(3 * static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const int x1 = std::min(2 * x + 1, picture.width - 1), y1 = std::min(2 * y + 1, picture.height - 1);
            for (std::size_t c = 0; c < 3; ++c) {
                const int sum = picture.rgb[picture.at(2 * x, 2 * y) + c] + picture.rgb[picture.at(x1, 2 * y) + c] +
                                picture.rgb[picture.at(2 * x, y1) + c] + picture.rgb[picture.at(x1, y1) + c];
                out.rgb[out.at(x, y) + c] = static_cast<std::uint8_t>((sum + 2) / 4);
            }
        }
    return out;
}

} // namespace didban::report
