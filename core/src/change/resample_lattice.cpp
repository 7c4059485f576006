#include "resample_lattice.h"

#include <algorithm>
#include <cmath>

namespace didban::change {

namespace {

/// The source pixels that make one destination pixel along an axis.
struct Tap {
    std::int64_t first{};
    std::vector<float> weights;
};

std::vector<Tap> area_taps(std::int64_t from, std::int64_t count, double step)
{
    std::vector<Tap> out;
    for (std::int64_t k = from; k < from + count; ++k) {
        const double a = static_cast<double>(k) * step, b = static_cast<double>(k + 1) * step;
        Tap tap{static_cast<std::int64_t>(std::floor(a)), {}};
        for (std::int64_t i = tap.first; static_cast<double>(i) < b - 1e-9; ++i)
            tap.weights.push_back(
                static_cast<float>(std::min(b, static_cast<double>(i + 1)) - std::max(a, static_cast<double>(i))));
        out.push_back(std::move(tap));
    }
    return out;
}

std::vector<Tap> linear_taps(std::int64_t from, std::int64_t count, double step)
{
    std::vector<Tap> out;
    for (std::int64_t k = from; k < from + count; ++k) {
        const double at = (static_cast<double>(k) + 0.5) * step - 0.5, whole = std::floor(at);
        const auto part = static_cast<float>(at - whole);
        out.push_back({static_cast<std::int64_t>(whole), {1 - part, part}});
    }
    return out;
}

Raster<float> apply(const Raster<float>& source, const std::vector<Tap>& across, const std::vector<Tap>& down,
                    const PixelWindow& wanted)
{
    const PixelWindow& w = source.window();
    Raster<float> out(wanted, missing_pixel);
    for (std::int64_t row = 0; row < wanted.height; ++row) {
        const Tap& v = down[static_cast<std::size_t>(row)];
        for (std::int64_t col = 0; col < wanted.width; ++col) {
            const Tap& u = across[static_cast<std::size_t>(col)];
            float sum = 0, weight = 0;
            for (std::size_t j = 0; j < v.weights.size(); ++j) {
                const std::int64_t y = v.first + static_cast<std::int64_t>(j) - w.y0;
                if (y < 0 || y >= w.height)
                    continue;
                for (std::size_t i = 0; i < u.weights.size(); ++i) {
                    const std::int64_t x = u.first + static_cast<std::int64_t>(i) - w.x0;
                    if (x < 0 || x >= w.width)
                        continue;
                    const float value = source.at(x, y), share = u.weights[i] * v.weights[j];
                    if (std::isnan(value) || share == 0)
                        continue;
                    sum += share * value;
                    weight += share;
                }
            }
            if (weight > 0)
                out.at(col, row) = sum / weight;
        }
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
    const auto taps = [&](std::int64_t from, std::int64_t count) {
        return step > 1 ? area_taps(from, count, step) : linear_taps(from, count, step);
    };
    return apply(image, taps(wanted.x0, wanted.width), taps(wanted.y0, wanted.height), wanted);
}

Raster<float> from_lattice(const Raster<float>& lattice, double scale, const PixelWindow& wanted)
{
    if (scale == 1)
        return same_pixels(lattice, wanted);
    return apply(lattice, linear_taps(wanted.x0, wanted.width, scale), linear_taps(wanted.y0, wanted.height, scale),
                 wanted);
}

} // namespace didban::change
