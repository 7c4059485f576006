#include "didban/align/resample.h"

#include "didban/base/error.h"
#include "didban/grid/raster.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

/// Keys' cubic convolution weights for the samples at -1, 0, 1, 2 around a position `t` in [0, 1).
std::array<float, 4> cubic_weights(float t)
{
    const float t2 = t * t, t3 = t2 * t;
    return {-0.5F * t3 + t2 - 0.5F * t, 1.5F * t3 - 2.5F * t2 + 1, -1.5F * t3 + 2 * t2 + 0.5F * t,
            0.5F * t3 - 0.5F * t2};
}

/// A position in a source window: the sample at or left of (above) it and the fraction towards the next.
struct SourcePlace {
    std::ptrdiff_t at{-1}; ///< index of that sample; -1 = nowhere
    bool right{}, below{}; ///< whether the nearest sample is the next one
    float fx{}, fy{};
    std::array<float, 4> wx{}, wy{};
};

/// Bilinear over the samples that exist, for places whose cubic neighbourhood is incomplete; NaN when the nearest one
/// is missing.
float bilinear_of_valid(const float* source, std::ptrdiff_t stride, const SourcePlace& p)
{
    const float* near = source + p.at + (p.right ? 1 : 0) + (p.below ? stride : 0);
    if (std::isnan(*near))
        return missing_pixel;
    float sum = 0, weight = 0;
    for (int r = 0; r < 2; ++r)
        for (int c = 0; c < 2; ++c) {
            const float v = source[p.at + r * stride + c];
            const float w = (c == 1 ? p.fx : 1 - p.fx) * (r == 1 ? p.fy : 1 - p.fy);
            if (!std::isnan(v) && w > 0) {
                sum += w * v;
                weight += w;
            }
        }
    return sum / weight;
}

float cubic_at(const float* source, std::ptrdiff_t stride, const SourcePlace& p)
{
    using Four = float __attribute__((vector_size(16), aligned(4)));
    const float* s = source + p.at - stride - 1;
    const Four wx = {p.wx[0], p.wx[1], p.wx[2], p.wx[3]};
    Four sum = {0, 0, 0, 0};
    for (std::size_t r = 0; r < 4; ++r, s += stride) {
        const Four taps = *reinterpret_cast<const Four*>(s);
        sum += taps * p.wy[r];
    }
    sum *= wx;
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

class RowOfPlaces {
public:
    RowOfPlaces(const SourceCoordinates& at, const PixelWindow& source)
        : at_(at), stride_(source.width), rows_(source.height), shift_x_(static_cast<float>(source.x0 - at.x0)),
          shift_y_(static_cast<float>(source.y0 - at.y0)), places_(static_cast<std::size_t>(at.window.width))
    {
    }
    const std::vector<SourcePlace>& fill(std::int64_t row, bool cubic)
    {
        const auto first = static_cast<std::size_t>(row * at_.window.width);
        for (std::size_t i = 0; i < places_.size(); ++i) {
            SourcePlace& p = places_[i];
            // From coordinates with pixel centres at .5 to samples at whole numbers.
            const float x = at_.x[first + i] - shift_x_ - 0.5F, y = at_.y[first + i] - shift_y_ - 0.5F;
            const float left = std::floor(x), top = std::floor(y);
            p.at = -1;
            if (!(left >= 1 && top >= 1 && left + 2 < static_cast<float>(stride_) &&
                  top + 2 < static_cast<float>(rows_)))
                continue;
            p.at = static_cast<std::ptrdiff_t>(top) * stride_ + static_cast<std::ptrdiff_t>(left);
            p.fx = x - left;
            p.fy = y - top;
            p.right = p.fx >= 0.5F;
            p.below = p.fy >= 0.5F;
            if (cubic) {
                p.wx = cubic_weights(p.fx);
                p.wy = cubic_weights(p.fy);
            }
        }
        return places_;
    }

private:
    const SourceCoordinates& at_;
    std::ptrdiff_t stride_, rows_;
    float shift_x_, shift_y_;
    std::vector<SourcePlace> places_;
};

void resample_points(bool cubic, std::span<const Raster<float>> bands, const SourceCoordinates& at,
                     std::span<Raster<float>> out)
{
    const std::ptrdiff_t stride = bands.front().width();
    RowOfPlaces row(at, bands.front().window());
    for (std::int64_t r = 0; r < at.window.height; ++r) {
        const auto& places = row.fill(r, cubic);
        for (std::size_t b = 0; b < bands.size(); ++b) {
            const float* source = bands[b].data();
            const std::span<float> to = out[b].row(r);
            for (std::size_t i = 0; i < places.size(); ++i) {
                const SourcePlace& p = places[i];
                if (p.at < 0) {
                    to[i] = missing_pixel;
                } else if (!cubic) {
                    to[i] = source[p.at + (p.right ? 1 : 0) + (p.below ? stride : 0)];
                } else {
                    const float v = cubic_at(source, stride, p);
                    to[i] = std::isnan(v) ? bilinear_of_valid(source, stride, p) : v;
                }
            }
        }
    }
}

/// How much of each sample the interval [low, high] covers; samples lie at [i, i + 1].
struct Cover {
    std::int64_t first{}, last{}; ///< both included
    float low{}, high{};
    [[nodiscard]] float of(std::int64_t i) const
    {
        return std::min(high, static_cast<float>(i + 1)) - std::max(low, static_cast<float>(i));
    }
};

Cover cover(float centre, double scale, std::int64_t size)
{
    const float half = static_cast<float>(0.5 * std::max(1.0, scale));
    Cover c{0, -1, centre - half, centre + half};
    c.first = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(c.low)));
    c.last = std::min<std::int64_t>(size - 1, static_cast<std::int64_t>(std::ceil(c.high)) - 1);
    return c;
}

void resample_areas(const Point& scale, std::span<const Raster<float>> bands, const SourceCoordinates& at,
                    std::span<Raster<float>> out)
{
    const PixelWindow source = bands.front().window();
    const auto shift_x = static_cast<float>(source.x0 - at.x0), shift_y = static_cast<float>(source.y0 - at.y0);
    std::vector<float> weights;
    for (std::size_t i = 0; i < at.x.size(); ++i) {
        const float x = at.x[i] - shift_x, y = at.y[i] - shift_y;
        const bool inside =
            x >= 0 && y >= 0 && x < static_cast<float>(source.width) && y < static_cast<float>(source.height);
        const Cover cx = inside ? cover(x, scale.x, source.width) : Cover{},
                    cy = inside ? cover(y, scale.y, source.height) : Cover{};
        weights.clear();
        for (auto c = cx.first; inside && c <= cx.last; ++c)
            weights.push_back(cx.of(c));
        for (std::size_t b = 0; b < bands.size(); ++b) {
            float sum = 0, valid = 0;
            for (auto r = cy.first; inside && r <= cy.last; ++r) {
                const float wy = cy.of(r);
                const float* samples = &bands[b].at(cx.first, r);
                for (std::size_t k = 0; k < weights.size(); ++k)
                    if (const float v = samples[k]; !std::isnan(v)) {
                        sum += wy * weights[k] * v;
                        valid += wy * weights[k];
                    }
            }
            const float all = (cx.high - cx.low) * (cy.high - cy.low);
            out[b].pixels()[i] = inside && valid > 0 && valid >= 0.5F * all ? sum / valid : missing_pixel;
        }
    }
}

} // namespace

Resampling resampling_for(const Point& scale)
{
    return std::max(scale.x, scale.y) > 1.5 ? Resampling::Average : Resampling::Cubic;
}

std::int64_t resampling_margin(Resampling method, const Point& scale)
{
    return method == Resampling::Average
               ? static_cast<std::int64_t>(std::ceil(0.5 * std::max({1.0, scale.x, scale.y}))) + 1
               : 3;
}

void resample(Resampling method, const Point& scale, std::span<const Raster<float>> bands, const SourceCoordinates& at,
              std::span<Raster<float>> out)
{
    if (bands.size() != out.size())
        throw Error(ErrorKind::Internal, "resample: as many results as bands are needed");
    if (bands.empty())
        return;
    for (auto& band : out)
        band = Raster<float>(at.window, missing_pixel);
    if (bands.front().empty())
        return;
    if (method == Resampling::Average)
        resample_areas(scale, bands, at, out);
    else
        resample_points(method == Resampling::Cubic, bands, at, out);
}

Raster<float> highest_around(const Point& scale, const Raster<float>& source, const PixelWindow& extent, float outside,
                             const SourceCoordinates& at)
{
    Raster<float> out(at.window, outside);
    const PixelWindow& window = source.window();
    const double half_x = 0.5 * std::max(1.0, scale.x), half_y = 0.5 * std::max(1.0, scale.y);
    for (std::size_t i = 0; i < at.x.size(); ++i) {
        if (!std::isfinite(at.x[i]) || source.empty())
            continue;
        const double x = static_cast<double>(at.x[i]) + static_cast<double>(at.x0),
                     y = static_cast<double>(at.y[i]) + static_cast<double>(at.y0);
        if (x < static_cast<double>(extent.x0) || y < static_cast<double>(extent.y0) ||
            x >= static_cast<double>(extent.x1()) || y >= static_cast<double>(extent.y1()))
            continue;
        const auto first = [](double low, std::int64_t origin) {
            return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(low)) - origin);
        };
        const auto last = [](double high, std::int64_t origin, std::int64_t size) {
            return std::min(size, static_cast<std::int64_t>(std::ceil(high)) - origin);
        };
        float highest = 0;
        for (auto r = first(y - half_y, window.y0); r < last(y + half_y, window.y0, window.height); ++r)
            for (auto c = first(x - half_x, window.x0); c < last(x + half_x, window.x0, window.width); ++c)
                if (const float v = source.at(c, r); v > highest)
                    highest = v;
        out.pixels()[i] = highest;
    }
    return out;
}

} // namespace didban
