#include "didban/change/own_shadow.h"

#include "shadow_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace didban {

namespace {

constexpr double longest_m = 6; ///< of a shadow on the ground that the network takes for a part of the building
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

/// Whether a dark pixel lies in a strip of shadow: towards the sun, without leaving the object, comes a lit part of it,
/// and from there on it is dark for no more than `longest` pixels. A longer one is a dark roof.
bool in_own_shadow(const Raster<std::uint8_t>& inside, const Light& light, const Point& toward, double longest,
                   std::int64_t col, std::int64_t row)
{
    const auto beside = [&](double k) {
        return std::pair(col + std::lround(k * toward.x), row + std::lround(k * toward.y));
    };
    double ahead = 1;
    for (;; ++ahead) {
        const auto [x, y] = beside(ahead);
        if (ahead > longest || !stands_at(inside, x, y))
            return false;
        if (light.lit.at(x, y) != 0)
            break;
    }
    for (double behind = 1;; ++behind) {
        const auto [x, y] = beside(-behind);
        if (!stands_at(light.dark, x, y))
            return true;
        if (ahead + behind > longest)
            return false;
    }
}

/// Whether half of what stands in `left`, and more, is lit.
bool mostly_lit(const Light& light, const Raster<std::uint8_t>& left)
{
    std::int64_t all = 0, lit = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        all += left.data()[i];
        lit += left.data()[i] & light.lit.data()[i];
    }
    return 2 * lit >= all;
}

} // namespace

std::int64_t take_off_own_shadow(const Raster<float>& brightness, const Point& away, Raster<std::uint8_t>& inside)
{
    const double per_m = std::hypot(away.x, away.y);
    const Point toward{-away.x / per_m, -away.y / per_m};
    const Light light(brightness, inside);
    std::vector<std::pair<std::int64_t, std::int64_t>> rim;
    for (std::int64_t row = 0; row < inside.height(); ++row)
        for (std::int64_t col = 0; col < inside.width(); ++col)
            if (light.dark.at(col, row) != 0 && std::any_of(sides.begin(), sides.end(), [&](const auto& s) {
                    return !stands_at(inside, col + s.first, row + s.second);
                }))
                rim.emplace_back(col, row);
    std::int64_t taken = 0;
    Raster<std::uint8_t> left = inside;
    while (!rim.empty()) {
        const auto [col, row] = rim.back();
        rim.pop_back();
        if (left.at(col, row) == 0 || !in_own_shadow(inside, light, toward, longest_m * per_m, col, row))
            continue;
        left.at(col, row) = 0;
        ++taken;
        for (const auto& [right, down] : sides)
            if (stands_at(light.dark, col + right, row + down))
                rim.emplace_back(col + right, row + down);
    }
    if (!mostly_lit(light, left))
        return 0;
    inside = std::move(left);
    return taken;
}

} // namespace didban
