#include "didban/simulate/render.h"

#include "light.h"
#include "spectra.h"

#include <numbers>

namespace didban::simulate {

namespace {

constexpr std::array<double, band_count> sky_share{0.32, 0.23, 0.18,
                                                   0.12}; ///< of the light, at high sun; more when the sun is low
constexpr std::array<double, band_count> haze_ratio{1.0, 0.72, 0.52, 0.28}; ///< of the optical depth in blue

/// Cells per pixel along each axis: at most 0.3 m, at least two.
int cells_per_pixel(double gsd)
{
    return std::max(2, static_cast<int>(std::ceil(gsd / 0.3)));
}

/// Radiance of the level image plane, before the optics: what each cell shows.
std::array<Raster<float>, band_count> image_plane(const Canvas& canvas, const City& city, const SceneSetup& scene,
                                                  int c0, int r0, int width, int height)
{
    std::array<Raster<float>, band_count> plane;
    for (auto& band : plane)
        band = Raster<float>(width, height);
    const std::vector<float> lit = sunlit_share(canvas, scene.sun);
    const LineOfSight sight(canvas, scene.off_nadir, scene.view_azimuth);
    const Reflectance reflectance(canvas, city, scene.number, scene.day);
    const double sine = std::sin(scene.sun.elevation * degree), low_sun = 1 + 0.6 * (1 - sine);
    const double sun_x = std::cos(scene.sun.elevation * degree) * std::sin(scene.sun.azimuth * degree);
    const double sun_y = std::cos(scene.sun.elevation * degree) * std::cos(scene.sun.azimuth * degree);
    const double facing_sun =
        std::cos((scene.view_azimuth + 180 - scene.sun.azimuth) * degree); // facades look back along the lean
    const double facade_sun = std::max(0.0, facing_sun) * std::cos(scene.sun.elevation * degree) / sine;
    for (int r = 0; r < height; ++r)
        for (int c = 0; c < width; ++c) {
            const Seen seen = sight.at(c0 + c, r0 + r);
            const std::size_t i = canvas.index(seen.c, seen.r);
            const Surface& s = canvas.surface(i);
            Spectrum value = reflectance.of(seen.c, seen.r);
            double direct = static_cast<double>(lit[i]);
            if (seen.facade) {
                const double floor_at = std::fmod(static_cast<double>(seen.height), 3.2),
                             along = std::fmod(
                                 std::abs(canvas.centre(seen.c, seen.r).x + canvas.centre(seen.c, seen.r).y), 2.6);
                const bool window = floor_at > 1.0 && floor_at < 2.4 && along < 1.2;
                const float wall = window ? 0.07F : 0.24F;
                value = {wall * 0.8F, wall * 0.92F, wall, wall * 1.15F};
                direct = facade_sun;
            } else if (s.slope_x != 0 || s.slope_y != 0) {
                const double sx = static_cast<double>(s.slope_x), sy = static_cast<double>(s.slope_y);
                direct *= std::max(0.0, (sine - sx * sun_x - sy * sun_y) / std::sqrt(1 + sx * sx + sy * sy) / sine);
            }
            for (std::size_t b = 0; b < band_count; ++b) {
                const double sky = std::min(0.7, sky_share[b] * low_sun) * (seen.facade ? 0.7 : 1.0);
                plane[b].at(c, r) = value[b] * static_cast<float>(sky + (1 - sky) * direct);
            }
        }
    return plane;
}

void blur(Raster<float>& plane, double sigma)
{
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    std::vector<float> weight(static_cast<std::size_t>(2 * reach + 1));
    double sum = 0;
    for (int k = -reach; k <= reach; ++k)
        sum += std::exp(-k * k / (2 * sigma * sigma));
    for (int k = -reach; k <= reach; ++k)
        weight[static_cast<std::size_t>(k + reach)] = static_cast<float>(std::exp(-k * k / (2 * sigma * sigma)) / sum);
    const int width = static_cast<int>(plane.width()), height = static_cast<int>(plane.height());
    std::vector<float> line(static_cast<std::size_t>(width));
    for (int r = 0; r < height; ++r) {
        const auto row = plane.row(r);
        std::fill(line.begin(), line.end(), 0.0F);
        for (int k = -reach; k <= reach; ++k)
            for (int c = std::max(0, -k); c < std::min(width, width - k); ++c)
                line[static_cast<std::size_t>(c)] +=
                    weight[static_cast<std::size_t>(k + reach)] * row[static_cast<std::size_t>(c + k)];
        std::copy(line.begin(), line.end(), row.begin());
    }
    Raster<float> out(width, height);
    for (int r = 0; r < height; ++r)
        for (int k = std::max(-reach, -r); k <= std::min(reach, height - 1 - r); ++k) {
            const float w = weight[static_cast<std::size_t>(k + reach)];
            const auto from = plane.row(r + k);
            const auto to = out.row(r);
            for (int c = 0; c < width; ++c)
                to[static_cast<std::size_t>(c)] += w * from[static_cast<std::size_t>(c)];
        }
    plane = std::move(out);
}

struct Displacement {
    double x{}, y{}; ///< pixels right and down
};

Displacement displacement(const SceneSetup& scene, const Point& p)
{
    Displacement d{scene.shift_x_px, scene.shift_y_px};
    for (const WarpField::Wave& w : scene.warp.waves) {
        const double s = std::sin(w.kx * p.x + w.ky * p.y + w.phase);
        d.x += w.ax * s;
        d.y += w.ay * s;
    }
    return d;
}

double gaussian(std::uint64_t hash)
{
    double sum = 0; // of four uniforms: near enough to normal, and cheap
    for (int k = 0; k < 4; ++k)
        sum += static_cast<double>((hash >> (16 * k)) & 0xffff) / 65536.0;
    return (sum - 2.0) * std::sqrt(3.0);
}

/// What the delivered pixel holds for a radiance on the ground: haze, cloud, gain, noise, quantisation.
float deliver(double ground, std::size_t b, const SceneSetup& scene, const Preset& preset, const CloudAt& cloud,
              double haze_here, std::uint64_t hash)
{
    const double depth = scene.haze * haze_here * haze_ratio[b];
    double value = ground * (1 - 0.6 * cloud.shadow) * std::exp(-1.5 * depth) + 0.16 * (1 - std::exp(-1.5 * depth));
    value = value * (1 - cloud.cloud) + 0.7 * cloud.cloud;
    value = scene.gain[b] * value + scene.offset[b];
    value += preset.noise * std::sqrt(0.4 + 3.0 * std::max(0.0, value)) * gaussian(hash);
    return static_cast<float>(std::clamp(std::round(value * 10000), 1.0, 65535.0));
}

} // namespace

ImageGrid image_grid(const City& city)
{
    const Box box = city.layout().extent().grown(20);
    const double gsd = city.options().gsd;
    ImageGrid grid;
    grid.gsd = gsd;
    grid.west = std::floor(box.x0 / gsd) * gsd;
    grid.north = std::ceil(box.y1 / gsd) * gsd;
    grid.width = static_cast<std::int64_t>(std::ceil((box.x1 - grid.west) / gsd));
    grid.height = static_cast<std::int64_t>(std::ceil((grid.north - box.y0) / gsd));
    return grid;
}

double terrain_height(const Point& p)
{
    return 1136.0 + 0.004 * p.x - 0.006 * p.y;
}

RenderedTile render(const City& city, const SceneSetup& scene, const ImageGrid& grid, const PixelWindow& window)
{
    const Preset& preset = city.options().preset;
    const int per_pixel = cells_per_pixel(grid.gsd);
    const double cell = grid.gsd / per_pixel, sigma = preset.point_spread_px * per_pixel;
    const int optics =
        static_cast<int>(std::ceil(
            (std::hypot(scene.shift_x_px, scene.shift_y_px) + 4 * preset.local_rms_px + 1) * per_pixel + 3 * sigma)) +
        2;
    const double lean = LineOfSight::reach(scene.off_nadir), shadow = shadow_reach(scene.sun);
    const double sun_x = std::sin(scene.sun.azimuth * degree), sun_y = std::cos(scene.sun.azimuth * degree);
    const auto cells = [&](double metres) { return static_cast<int>(std::ceil(metres / cell)) + 2; };
    const int around = optics + cells(lean);
    const int west = around + cells(std::max(0.0, -sun_x) * shadow),
              east = around + cells(std::max(0.0, sun_x) * shadow);
    const int north = around + cells(std::max(0.0, sun_y) * shadow),
              south = around + cells(std::max(0.0, -sun_y) * shadow);
    const int columns = static_cast<int>(window.width) * per_pixel, rows = static_cast<int>(window.height) * per_pixel;

    Canvas canvas(window.x0 * per_pixel - west, window.y0 * per_pixel - north, columns + west + east,
                  rows + north + south, grid.west, grid.north, cell);
    paint_city(canvas, city, scene.number, scene.day);
    auto plane =
        image_plane(canvas, city, scene, west - optics, north - optics, columns + 2 * optics, rows + 2 * optics);
    for (auto& band : plane)
        blur(band, sigma);

    RenderedTile tile;
    for (auto& band : tile.bands)
        band = Raster<float>(window);
    tile.mask = Raster<float>(window, 0.0F);
    const std::uint64_t noise = key(city.options().seed, static_cast<int>(Purpose::Noise), scene.number);
    for (std::int64_t r = 0; r < window.height; ++r)
        for (std::int64_t c = 0; c < window.width; ++c) {
            const Point p{grid.west + (static_cast<double>(window.x0 + c) + 0.5) * grid.gsd,
                          grid.north - (static_cast<double>(window.y0 + r) + 0.5) * grid.gsd};
            const Displacement d = displacement(scene, p);
            const double x = (static_cast<double>(c) + 0.5 - d.x) * per_pixel + optics - 0.5,
                         y = (static_cast<double>(r) + 0.5 - d.y) * per_pixel + optics - 0.5;
            const auto xi = static_cast<std::int64_t>(std::floor(x)), yi = static_cast<std::int64_t>(std::floor(y));
            const double u = x - static_cast<double>(xi), v = y - static_cast<double>(yi);
            const CloudAt cloud = cloud_at(scene, city.options().seed, p);
            tile.mask.at(c, r) = masked(cloud, preset) ? 1.0F : 0.0F;
            const double patch = std::sin(p.x / 310 + 0.7 * scene.number) * std::sin(p.y / 270 + 1.3 * scene.number);
            const std::uint64_t hash = key(noise, window.x0 + c, window.y0 + r);
            for (std::size_t b = 0; b < band_count; ++b) {
                const auto value = [&](std::int64_t i, std::int64_t j) {
                    return static_cast<double>(plane[b].at(i, j));
                };
                const double ground = (value(xi, yi) * (1 - u) + value(xi + 1, yi) * u) * (1 - v) +
                                      (value(xi, yi + 1) * (1 - u) + value(xi + 1, yi + 1) * u) * v;
                tile.bands[b].at(c, r) =
                    deliver(ground, b, scene, preset, cloud, 1 + preset.haze_patchiness * patch, mix(hash + b));
            }
        }

    if (city.options().dsm) {
        tile.surface = Raster<float>(window);
        const std::uint64_t rough = key(noise, 5);
        for (std::int64_t r = 0; r < window.height; ++r)
            for (std::int64_t c = 0; c < window.width; ++c) {
                double sum = 0;
                for (int q = 0; q < per_pixel; ++q)
                    for (int p = 0; p < per_pixel; ++p)
                        sum += static_cast<double>(canvas.heights()[canvas.index(
                            west + static_cast<int>(c) * per_pixel + p, north + static_cast<int>(r) * per_pixel + q)]);
                const Point at =
                    canvas.centre(west + static_cast<int>(c) * per_pixel, north + static_cast<int>(r) * per_pixel);
                tile.surface.at(c, r) = static_cast<float>(terrain_height(at) + sum / (per_pixel * per_pixel) +
                                                           0.15 * gaussian(key(rough, window.x0 + c, window.y0 + r)));
            }
    }
    return tile;
}

Raster<float> render_change(const City& city, const ImageGrid& grid, const PixelWindow& window)
{
    Canvas canvas(window.x0, window.y0, static_cast<int>(window.width), static_cast<int>(window.height), grid.west,
                  grid.north, grid.gsd);
    Raster<float> out(window, 0.0F);
    for (const BlockAt& b : city.layout().meeting(canvas.box().grown(5)))
        for (const Plot& plot : city.block(b).plots)
            for (const Span2& span : plot.worked)
                canvas.scan(ring(part(plot.shape, span)), [&](int c, int r) { out.at(c, r) = 1.0F; });
    return out;
}

} // namespace didban::simulate
