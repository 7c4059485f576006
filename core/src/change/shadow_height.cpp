#include "didban/change/shadow_height.h"

#include "shadow_light.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace didban {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double lowest_sun = 15, highest_sun = 70; ///< degrees
constexpr double tallest_m = 60;
constexpr double least_width_m = 4; ///< of edge that must agree
constexpr double least_agreement = 0.5;
constexpr double unknown_off_nadir = 10; ///< degrees
constexpr double edge_sigma_px = 0.35;   ///< placing of one edge of a shadow, the same for all rays
constexpr double uneven_ground = 0.15;   ///< of the height: what kerbs, walls and slopes take from a shadow
constexpr double step_px = 0.25;

/// Bilinear between pixel centres; NaN outside and beside unseen pixels. Coordinates are of the raster's own pixels.
double look(const Raster<float>& values, double col, double row)
{
    const double x = col - 0.5, y = row - 0.5;
    const auto x0 = static_cast<std::int64_t>(std::floor(x)), y0 = static_cast<std::int64_t>(std::floor(y));
    if (x0 < 0 || y0 < 0 || x0 + 1 >= values.width() || y0 + 1 >= values.height())
        return std::nan("");
    const double u = x - static_cast<double>(x0), v = y - static_cast<double>(y0);
    const auto at = [&](std::int64_t c, std::int64_t r) { return static_cast<double>(values.at(c, r)); };
    return (at(x0, y0) * (1 - u) + at(x0 + 1, y0) * u) * (1 - v) +
           (at(x0, y0 + 1) * (1 - u) + at(x0 + 1, y0 + 1) * u) * v;
}

bool covers(const Raster<std::uint8_t>& inside, double col, double row)
{
    const auto c = static_cast<std::int64_t>(std::floor(col)), r = static_cast<std::int64_t>(std::floor(row));
    return c >= 0 && r >= 0 && c < inside.width() && r < inside.height() && inside.at(c, r) != 0;
}

/// Brightness along a ray, every step_px pixels.
struct Profile {
    std::vector<double> values;
    double step_m{};
    /// Distance at which the values cross `level` between samples i and i + 1, metres from the first sample.
    [[nodiscard]] double crossing(std::size_t i, double level) const
    {
        const double a = values[i], b = values[i + 1];
        return (static_cast<double>(i) + (a == b ? 0.5 : std::clamp((level - a) / (b - a), 0.0, 1.0))) * step_m;
    }
};

/// Length of the shadow on one ray in metres, nullopt where there is none to measure. The first `until` samples may
/// hold the roof's edge.
std::optional<double> shadow_on(const Profile& ray, std::size_t until)
{
    const std::vector<double>& v = ray.values;
    const auto ramp = static_cast<std::size_t>(std::lround(1.5 / step_px)); // samples that blur spreads an edge over
    std::size_t in = 0;
    while (in < std::min(until, v.size()) && !(v[in] < dark_below))
        ++in;
    if (in < ramp || in >= std::min(until, v.size()))
        return std::nullopt;
    std::size_t out = in;
    while (out < v.size() && v[out] < dark_below)
        ++out;
    if (out + 2 * ramp >= v.size() || out - in < static_cast<std::size_t>(1 / step_px))
        return std::nullopt;
    const double floor =
        *std::min_element(v.begin() + static_cast<std::ptrdiff_t>(in), v.begin() + static_cast<std::ptrdiff_t>(out));
    const double roof = v[in - ramp];
    double ground = 0;
    for (std::size_t k = out + ramp; k < out + 2 * ramp; ++k)
        ground += v[k] / static_cast<double>(ramp);
    if (!(roof - floor > least_contrast) || !(ground - floor > least_contrast))
        return std::nullopt;
    const double fall = (roof + floor) / 2, rise = (ground + floor) / 2;
    std::size_t a = in - ramp;
    while (a < out && !(v[a] >= fall && v[a + 1] < fall))
        ++a;
    std::size_t b = std::min(out + ramp, v.size() - 2);
    while (b > a && !(v[b] < rise && v[b + 1] >= rise))
        --b;
    if (a >= out || b <= a)
        return std::nullopt;
    return ray.crossing(b, rise) - ray.crossing(a, fall);
}

/// Lengths of all rays; `started` counts them with those that gave none.
std::vector<double> lengths_of(const Raster<float>& brightness, const Raster<std::uint8_t>& inside, const Point& away,
                               double gsd, double longest_m, std::size_t& started)
{
    const double per_m = std::hypot(away.x, away.y), dx = away.x / per_m, dy = away.y / per_m; // of one pixel
    const double before = 3 / gsd, beyond = 2.5 / gsd;                                         // pixels
    std::vector<double> out;
    for (std::int64_t row = 0; row < inside.height(); ++row)
        for (std::int64_t col = 0; col < inside.width(); ++col) {
            if (inside.at(col, row) == 0)
                continue;
            // Rays start where the edge faces away from the sun, not where they would graze the object's flanks.
            const double x = static_cast<double>(col) + 0.5, y = static_cast<double>(row) + 0.5;
            if (covers(inside, x + dx, y + dy) || covers(inside, x + 3 * dx, y + 3 * dy) ||
                !covers(inside, x - 3 * dx, y - 3 * dy))
                continue;
            ++started;
            Profile ray;
            ray.step_m = step_px / per_m;
            for (double s = -before; s < longest_m * per_m; s += step_px) {
                const double value =
                    look(brightness, static_cast<double>(col) + 0.5 + s * dx, static_cast<double>(row) + 0.5 + s * dy);
                if (std::isnan(value))
                    break;
                ray.values.push_back(value);
            }
            if (const auto length = shadow_on(ray, static_cast<std::size_t>((before + beyond) / step_px)))
                out.push_back(*length);
        }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

std::optional<ShadowHeight> height_from_shadow(const Raster<float>& brightness, const Raster<std::uint8_t>& inside,
                                               const Point& away, double gsd, const SunAndView& sun)
{
    if (!(sun.elevation >= lowest_sun && sun.elevation <= highest_sun))
        return std::nullopt;
    const double slope = std::tan(sun.elevation * degree);
    std::size_t started = 0;
    const std::vector<double> lengths = lengths_of(brightness, inside, away, gsd, tallest_m / slope + 3, started);

    // The largest group within a band as wide as what moves a ray's edges one by one.
    std::size_t best_from = 0, best = 0;
    for (std::size_t i = 0, j = 0; i < lengths.size(); ++i) {
        const double width = std::max(1.5 * gsd, 0.12 * lengths[i]);
        while (j < lengths.size() && lengths[j] <= lengths[i] + width)
            ++j;
        if (j - i > best) {
            best = j - i;
            best_from = i;
        }
    }
    ShadowHeight out;
    out.rays = static_cast<int>(best);
    out.agreement = started > 0 ? static_cast<double>(best) / static_cast<double>(started) : 0;
    if (static_cast<double>(best) * gsd < least_width_m || out.agreement < least_agreement)
        return std::nullopt;
    out.length_m = lengths[best_from + best / 2];
    double square = 0;
    for (std::size_t k = best_from; k < best_from + best; ++k)
        square += (lengths[k] - out.length_m) * (lengths[k] - out.length_m);
    const double spread = std::sqrt(square / static_cast<double>(best));

    out.height_m = out.length_m * slope;
    const double edges = std::sqrt(2.0) * edge_sigma_px * gsd;
    const double sine = std::sin(sun.elevation * degree);
    const double penumbra = out.height_m * 0.53 * degree / (sine * sine) / std::sqrt(12.0);
    const double lean = out.height_m * std::tan(sun.off_nadir.value_or(unknown_off_nadir) * degree) / std::sqrt(2.0);
    out.sigma_m = std::hypot(slope * std::hypot(std::hypot(edges, spread), std::hypot(penumbra, lean)),
                             uneven_ground * out.height_m);
    if (out.sigma_m > 1.5 && out.sigma_m > out.height_m / 3)
        return std::nullopt;
    return out;
}

} // namespace didban
