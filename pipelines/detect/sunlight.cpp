#include "pipelines/detect/sunlight.h"

#include "pipelines/detect/object_pixels.h"
#include "pipelines/run/visit_windows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace didban::detect {

BandLevels band_levels(const std::vector<std::vector<float>>& sample)
{
    BandLevels out;
    for (const std::vector<float>& band : sample) {
        std::vector<float> values = band;
        const auto at = [&](double share) {
            const auto n = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
            std::nth_element(values.begin(), values.begin() + n, values.end());
            return static_cast<double>(values[static_cast<std::size_t>(n)]);
        };
        out.dark.push_back(at(0.005));
        out.middle.push_back(at(0.5));
    }
    return out;
}

Raster<float> brightness(const std::vector<Raster<float>>& bands, const BandLevels& levels, bool mean)
{
    Raster<float> out(bands.front().window(), 0.0F);
    for (std::size_t b = 0; b < bands.size(); ++b) {
        const double range = levels.middle[b] - levels.dark[b];
        const auto scale = static_cast<float>(range > 0 ? 1 / range : 0), dark = static_cast<float>(levels.dark[b]);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const float v = (bands[b].data()[i] - dark) * scale;
            float& sum = out.data()[i];
            sum = mean ? sum + v / static_cast<float>(bands.size()) : std::isnan(v) || v > sum ? v : sum;
        }
    }
    return out;
}

std::optional<SunAndView> sun_of(const Look& look)
{
    if (!look.sun_azimuth || !look.sun_elevation || !(*look.sun_elevation > 0))
        return std::nullopt;
    return SunAndView{*look.sun_azimuth, *look.sun_elevation, look.off_nadir};
}

Point away_from_sun(const PairSource& pair, const SunAndView& sun)
{
    const double azimuth = sun.azimuth * std::numbers::pi / 180;
    const double east = -std::sin(azimuth), north = -std::cos(azimuth);
    if (!pair.grid().transform)
        return {east / pair.gsd(), -north / pair.gsd()};
    const GeoTransform& t = *pair.grid().transform;
    const double units_per_m = t.pixel_size() / pair.gsd();
    const Point origin = t.to_pixel(0, 0), tip = t.to_pixel(east * units_per_m, north * units_per_m);
    return {tip.x - origin.x, tip.y - origin.y};
}

void add_shadow_heights(const Job& job, std::vector<ChangeObject>& objects)
{
    const auto sun = sun_of(job.files.after);
    if (!sun)
        return;
    const BandLevels levels = band_levels(job.sample.after);
    const Point away = away_from_sun(job.pair, *sun);
    const GeoTransform transform = job.pair.transform();
    const PixelWindow scene{0, 0, job.pair.width(), job.pair.height()};
    constexpr double around_m = 70;               // as far as a shadow may reach
    constexpr std::int64_t largest_window = 3000; // pixels; larger objects are no single building
    std::vector<ChangeObject*> asked;
    std::vector<PixelWindow> windows;
    for (ChangeObject& object : objects) {
        if (object.height_m || object.kind != ChangeKind::New)
            continue;
        const PixelWindow window = window_of(traced_shape(object), transform)
                                       .grown(static_cast<std::int64_t>(std::ceil(around_m / job.pair.gsd())))
                                       .cut_to(scene);
        if (window.empty() || window.width > largest_window || window.height > largest_window)
            continue;
        asked.push_back(&object);
        windows.push_back(window);
    }
    visit_windows(windows, job.run, job.threads, "measuring shadows", [&](std::size_t k) {
        ChangeObject& object = *asked[k];
        const Raster<std::uint8_t> inside = pixels_inside(traced_shape(object), transform, windows[k]);
        const PairCell cell = job.pair.read(windows[k], 0);
        const auto found = height_from_shadow(brightness(cell.after, levels, true), inside, away, job.pair.gsd(), *sun);
        if (!found)
            return;
        object.height_m = found->height_m;
        object.height_sigma_m = found->sigma_m;
        object.evidence["shadow_length_m"] = found->length_m;
        object.evidence["shadow_agreement"] = found->agreement;
    });
}

} // namespace didban::detect
