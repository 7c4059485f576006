#include "didban/simulate/scene_setup.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban::simulate {

namespace {

constexpr double tau = 2 * std::numbers::pi;
constexpr int last_year = 2025;

double smooth_step(double x)
{
    const double t = std::clamp(x, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

double value_noise(std::uint64_t seed, double x, double y)
{
    const double fx = std::floor(x), fy = std::floor(y), u = smooth_step(x - fx), v = smooth_step(y - fy);
    const auto corner = [&](int dx, int dy) {
        return unit(key(seed, static_cast<std::int64_t>(fx) + dx, static_cast<std::int64_t>(fy) + dy));
    };
    return (corner(0, 0) * (1 - u) + corner(1, 0) * u) * (1 - v) + (corner(0, 1) * (1 - u) + corner(1, 1) * u) * v;
}

constexpr double puff_cell = 300; ///< metres; one puff of cloud at most per cell

/// Opacity of the cloud layer at a point, by puffs with ragged edges.
double puffs(const SceneSetup& scene, std::uint64_t seed, const Point& p)
{
    const int ci = static_cast<int>(std::floor(p.x / puff_cell)), cj = static_cast<int>(std::floor(p.y / puff_cell));
    double opacity = 0;
    for (int j = cj - 1; j <= cj + 1; ++j)
        for (int i = ci - 1; i <= ci + 1; ++i) {
            Random r(seed, Purpose::Cloud, scene.number, i, j);
            const double mean_area = 7200; // of a puff of 30 to 65 m radius
            if (!r.chance(std::min(1.0, scene.cloud_cover * puff_cell * puff_cell / mean_area)))
                continue;
            const Point centre{(i + r.uniform()) * puff_cell, (j + r.uniform()) * puff_cell};
            const double radius = r.uniform(30, 65);
            const double d = std::hypot(p.x - centre.x, p.y - centre.y) / radius;
            if (d > 1.7)
                continue;
            const std::uint64_t ragged = key(seed, static_cast<int>(Purpose::Cloud), scene.number, i, j, 7);
            const double rag =
                0.7 * value_noise(ragged, p.x / 24, p.y / 24) + 0.3 * value_noise(ragged, p.x / 7, p.y / 7) - 0.5;
            opacity = std::max(opacity, smooth_step((1.0 + 0.9 * rag - d) / 0.45));
        }
    return opacity;
}

WarpField draw_warp(Random& r, double rms_px)
{
    WarpField field;
    const double amplitude = rms_px * std::sqrt(2.0 / static_cast<double>(field.waves.size()));
    for (WarpField::Wave& w : field.waves) {
        const double heading = r.uniform(0, tau), wavelength = r.uniform(250, 900);
        w = {tau / wavelength * std::cos(heading), tau / wavelength * std::sin(heading), r.uniform(0, tau),
             amplitude * r.normal(), amplitude * r.normal()};
    }
    return field;
}

} // namespace

std::vector<SceneSetup> make_scenes(const CityOptions& options)
{
    const Preset& preset = options.preset;
    std::vector<SceneSetup> scenes;
    for (int e = 0; e < options.epochs; ++e) {
        Random r(options.seed, Purpose::Scene, e);
        SceneSetup s;
        s.number = e;
        const Date date{last_year - (options.epochs - 1 - e), r.integer(preset.first_month, preset.last_month),
                        r.integer(1, 28)};
        s.day = date.day_number();
        s.id = date.iso();
        const double utc_hours = r.uniform(preset.hour_min, preset.hour_max) - options.longitude / 15.0;
        s.acquired = {static_cast<std::int64_t>(s.day) * 86400 + std::llround(utc_hours * 3600)};
        s.sun = sun_position(s.acquired, options.longitude, options.latitude);
        s.off_nadir = r.uniform(0, preset.off_nadir_max);
        s.view_azimuth = r.uniform(0, 360);
        const double length = r.uniform(preset.shift_min_px, preset.shift_max_px), heading = r.uniform(0, tau);
        WarpField warp = draw_warp(r, preset.local_rms_px);
        if (e != options.epochs - 2) {
            s.shift_x_px = length * std::cos(heading);
            s.shift_y_px = length * std::sin(heading);
            s.warp = warp;
        }
        s.haze = r.uniform(0, preset.haze_max);
        for (int b = 0; b < band_count; ++b) {
            s.gain[static_cast<std::size_t>(b)] = 1 + r.uniform(-preset.gain_spread, preset.gain_spread);
            s.offset[static_cast<std::size_t>(b)] = r.uniform(-0.3, 1.0) * preset.offset_max;
        }
        if (r.chance(preset.cloudy_scene_share))
            s.cloud_cover = r.uniform(preset.cloud_min, preset.cloud_max);
        scenes.push_back(s);
    }
    return scenes;
}

CloudAt cloud_at(const SceneSetup& scene, std::uint64_t seed, const Point& p)
{
    if (scene.cloud_cover <= 0)
        return {};
    constexpr double base_m = 900; // height of a fair-weather cloud
    const double reach = base_m / std::tan(std::max(10.0, scene.sun.elevation) * tau / 360),
                 azimuth = scene.sun.azimuth * tau / 360;
    const Point toward_sun{p.x + reach * std::sin(azimuth), p.y + reach * std::cos(azimuth)};
    return {puffs(scene, seed, p), puffs(scene, seed, toward_sun)};
}

bool masked(const CloudAt& c, const Preset& preset)
{
    return c.cloud >= preset.mask_opacity || c.shadow >= std::max(0.25, preset.mask_opacity);
}

} // namespace didban::simulate
