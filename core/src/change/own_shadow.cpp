#include "didban/change/own_shadow.h"

#include "shadow_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace didban {

namespace {

constexpr std::array<std::pair<int, int>, 4> sides{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

bool stands_at(const Raster<std::uint8_t>& inside, std::int64_t col, std::int64_t row)
{
    return col >= 0 && row >= 0 && col < inside.width() && row < inside.height() && inside.at(col, row) != 0;
}

/// Median of a pixel of the object and those around it, so that noise does not fray an edge; NaN where one was not
/// seen.
float smoothed(const Raster<float>& values, const Raster<std::uint8_t>& inside, std::int64_t col, std::int64_t row)
{
    std::array<float, 9> around{};
    std::size_t n = 0;
    for (std::int64_t y = row - 1; y <= row + 1; ++y)
        for (std::int64_t x = col - 1; x <= col + 1; ++x) {
            if (!stands_at(inside, x, y))
                continue;
            if (std::isnan(values.at(x, y)))
                return values.at(x, y);
            around[n++] = values.at(x, y);
        }
    std::nth_element(around.begin(), around.begin() + n / 2, around.begin() + n);
    return around[n / 2];
}

/// What of the object is dark, and what is as bright as the end of a shadow.
struct Light {
    Raster<std::uint8_t> dark, lit;

    Light(const Raster<float>& brightness, const Raster<std::uint8_t>& inside)
        : dark(inside.window(), 0), lit(inside.window(), 0)
    {
        for (std::int64_t row = 0; row < inside.height(); ++row)
            for (std::int64_t col = 0; col < inside.width(); ++col)
                if (inside.at(col, row) != 0) {
                    const auto light = static_cast<double>(smoothed(brightness, inside, col, row));
                    dark.at(col, row) = light < dark_below ? 1 : 0;
                    lit.at(col, row) = light >= dark_below + least_contrast ? 1 : 0;
                }
    }
};

/// Whether the way from a pixel towards the sun stays in the object and comes to a lit part of it.
bool meets_own_light(const Raster<std::uint8_t>& inside, const Light& light, const Point& toward, std::int64_t col,
                     std::int64_t row)
{
    for (double k = 1;; ++k) {
        const auto x = col + std::lround(k * toward.x), y = row + std::lround(k * toward.y);
        if (!stands_at(inside, x, y))
            return false;
        if (light.lit.at(x, y) != 0)
            return true;
    }
}

} // namespace

std::int64_t take_off_own_shadow(const Raster<float>& brightness, const Point& away, Raster<std::uint8_t>& inside)
{
    const double per_m = std::hypot(away.x, away.y);
    const Point toward{-away.x / per_m, -away.y / per_m};
    const Light light(brightness, inside);
    std::vector<std::pair<std::int64_t, std::int64_t>> rim;
    std::int64_t all = 0, taken = 0;
    for (std::int64_t row = 0; row < inside.height(); ++row)
        for (std::int64_t col = 0; col < inside.width(); ++col) {
            if (inside.at(col, row) == 0)
                continue;
            ++all;
            if (std::any_of(sides.begin(), sides.end(),
                            [&](const auto& s) { return !stands_at(inside, col + s.first, row + s.second); }))
                rim.emplace_back(col, row);
        }
    Raster<std::uint8_t> left = inside;
    while (!rim.empty()) {
        const auto [col, row] = rim.back();
        rim.pop_back();
        if (left.at(col, row) == 0 || light.dark.at(col, row) == 0 || !meets_own_light(inside, light, toward, col, row))
            continue;
        left.at(col, row) = 0;
        ++taken;
        for (const auto& [right, down] : sides)
            if (stands_at(left, col + right, row + down))
                rim.emplace_back(col + right, row + down);
    }
    if (2 * taken > all)
        return 0;
    inside = std::move(left);
    return taken;
}

} // namespace didban
