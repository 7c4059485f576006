#include "resample_lattice.h"

#include <algorithm>
#include <cmath>

namespace didban::change {

namespace {

/// The source pixels that make each destination pixel of a row or a column: `most` of them, those that count for
/// nothing or lie outside with a weight of 0.
struct Taps {
    Taps(std::int64_t count, std::size_t most)
        : pixels(static_cast<std::size_t>(count)), index(most * pixels), weight(most * pixels)
    {
    }
    void set(std::size_t pixel, std::size_t tap, std::int64_t at, std::int64_t source_size, double w)
    {
        const bool inside = at >= 0 && at < source_size;
        index[tap * pixels + pixel] = inside ? static_cast<std::size_t>(at) : 0;
        weight[tap * pixels + pixel] = inside ? static_cast<float>(w) : 0;
    }
    [[nodiscard]] std::size_t most() const { return pixels == 0 ? 0 : index.size() / pixels; }

    std::size_t pixels;
    std::vector<std::size_t> index; ///< of the source's window, tap by tap for all pixels
    std::vector<float> weight;
};

Taps area_taps(std::int64_t from, std::int64_t count, double step, std::int64_t source_from, std::int64_t source_size)
{
    Taps out(count, static_cast<std::size_t>(std::ceil(step)) + 1);
    for (std::int64_t k = 0; k < count; ++k) {
        const double a = static_cast<double>(from + k) * step, b = static_cast<double>(from + k + 1) * step;
        const auto first = static_cast<std::int64_t>(std::floor(a));
        for (std::int64_t i = first; static_cast<double>(i) < b - 1e-9; ++i)
            out.set(static_cast<std::size_t>(k), static_cast<std::size_t>(i - first), i - source_from, source_size,
                    std::min(b, static_cast<double>(i + 1)) - std::max(a, static_cast<double>(i)));
    }
    return out;
}

Taps linear_taps(std::int64_t from, std::int64_t count, double step, std::int64_t source_from, std::int64_t source_size)
{
    Taps out(count, 2);
    for (std::int64_t k = 0; k < count; ++k) {
        const double at = (static_cast<double>(from + k) + 0.5) * step - 0.5, whole = std::floor(at);
        const auto first = static_cast<std::int64_t>(whole) - source_from;
        const auto part = static_cast<float>(at - whole);
        out.set(static_cast<std::size_t>(k), 0, first, source_size, static_cast<double>(1 - part));
        out.set(static_cast<std::size_t>(k), 1, first + 1, source_size, static_cast<double>(part));
    }
    return out;
}

/// Weighted means over the source pixels that have a value.
Raster<float> apply(const Raster<float>& source, const Taps& across, const Taps& down, const PixelWindow& wanted)
{
    Raster<float> out(wanted, missing_pixel);
    if (source.size() == 0)
        return out;
    std::vector<float> sum(across.pixels), weight(across.pixels);
    for (std::size_t row = 0; row < down.pixels; ++row) {
        std::fill(sum.begin(), sum.end(), 0.0F);
        std::fill(weight.begin(), weight.end(), 0.0F);
        for (std::size_t j = 0; j < down.most(); ++j) {
            const float of_row = down.weight[j * down.pixels + row];
            if (of_row == 0)
                continue;
            const float* const line = &source.at(0, static_cast<std::int64_t>(down.index[j * down.pixels + row]));
            for (std::size_t i = 0; i < across.most(); ++i) {
                const std::size_t* const index = &across.index[i * across.pixels];
                const float* const of_column = &across.weight[i * across.pixels];
                for (std::size_t col = 0; col < across.pixels; ++col) {
                    const float value = line[index[col]], share = of_column[col] * of_row;
                    const bool seen = !std::isnan(value);
                    sum[col] += seen ? share * value : 0;
                    weight[col] += seen ? share : 0;
                }
            }
        }
        float* const to = &out.at(0, static_cast<std::int64_t>(row));
        for (std::size_t col = 0; col < across.pixels; ++col)
            if (weight[col] > 0)
                to[col] = sum[col] / weight[col];
    }
    return out;
}

/// What both give where a pixel of one is a pixel of the other.
Raster<float> same_pixels(const Raster<float>& source, const PixelWindow& wanted)
{
    const PixelWindow &w = source.window(), common = w.cut_to(wanted);
    Raster<float> out(wanted, missing_pixel);
    for (std::int64_t row = common.y0; row < common.y1(); ++row)
        std::copy_n(&source.at(common.x0 - w.x0, row - w.y0), common.width,
                    &out.at(common.x0 - wanted.x0, row - wanted.y0));
    return out;
}

} // namespace

Raster<float> onto_lattice(const Raster<float>& image, double scale, const PixelWindow& wanted)
{
    if (scale == 1)
        return same_pixels(image, wanted);
    const double step = 1 / scale;
    const PixelWindow& w = image.window();
    const auto taps = step > 1 ? area_taps : linear_taps;
    return apply(image, taps(wanted.x0, wanted.width, step, w.x0, w.width),
                 taps(wanted.y0, wanted.height, step, w.y0, w.height), wanted);
}

Raster<float> from_lattice(const Raster<float>& lattice, double scale, const PixelWindow& wanted)
{
    if (scale == 1)
        return same_pixels(lattice, wanted);
    const PixelWindow& w = lattice.window();
    return apply(lattice, linear_taps(wanted.x0, wanted.width, scale, w.x0, w.width),
                 linear_taps(wanted.y0, wanted.height, scale, w.y0, w.height), wanted);
}

} // namespace didban::change
