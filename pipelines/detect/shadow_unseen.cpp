#include "pipelines/detect/sunlight.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban::detect {

namespace {

constexpr double deep = 0.33;    ///< of the median in every band, above the darkest ground: as the evidence planes say
constexpr double rise = 0.35;    ///< brightness that ends a shadow towards the sun: the lit roof that casts it
constexpr double tallest_m = 25; ///< whose shadow is looked for

/// The light of one date: where it is dark, and how to walk from there towards the sun.
struct Light {
    SunAndView sun;
    BandLevels levels;
    Point toward;       ///< one pixel towards the sun, right and down
    std::int64_t reach; ///< pixels
};

Light light_of(const Job& job, const SunAndView& sun, const std::vector<std::vector<float>>& sample)
{
    const Point away = away_from_sun(job.pair, sun);
    const double per_m = std::hypot(away.x, away.y);
    const double reach_m = std::min(60.0, tallest_m / std::tan(std::max(10.0, sun.elevation) * std::numbers::pi / 180));
    return {sun,
            band_levels(sample),
            {-away.x / per_m, -away.y / per_m},
            static_cast<std::int64_t>(std::ceil(reach_m * per_m))};
}

/// Whether a pixel lies in shadow: all of it is dark from there towards the sun up to something lit within the reach.
class Shade {
public:
    Shade(const std::vector<Raster<float>>& bands, const Light& light)
        : light_(light), most_(brightness(bands, light.levels, false)), mean_(brightness(bands, light.levels, true))
    {
    }
    [[nodiscard]] bool operator()(std::int64_t x, std::int64_t y) const
    {
        const PixelWindow& w = most_.window();
        if (!(static_cast<double>(most_.at(x - w.x0, y - w.y0)) < deep))
            return false;
        for (std::int64_t k = 1; k <= light_.reach; ++k) {
            const auto col = x - w.x0 + std::lround(static_cast<double>(k) * light_.toward.x),
                       row = y - w.y0 + std::lround(static_cast<double>(k) * light_.toward.y);
            if (col < 0 || row < 0 || col >= w.width || row >= w.height)
                return false;
            if (static_cast<double>(mean_.at(col, row)) >= deep + rise)
                return true;
        }
        return false;
    }

private:
    const Light& light_;
    Raster<float> most_, mean_;
};

} // namespace

double mark_shadow_unseen(const Job& job)
{
    const auto before = sun_of(job.files.before), after = sun_of(job.files.after);
    if (!before && !after)
        return 0;
    std::optional<Light> early, late;
    std::int64_t halo = 0;
    if (before)
        halo = std::max(halo, early.emplace(light_of(job, *before, job.sample.before)).reach);
    if (after)
        halo = std::max(halo, late.emplace(light_of(job, *after, job.sample.after)).reach);

    const ScratchRaster whole(job.data, job.change_tif + ".lit.part.tif");
    whole.data.move_raster(job.change_tif, whole.path);
    const auto found = job.data.open_raster(whole.path);
    const auto reader = found->open();
    const int bands = found->info().bands;
    const auto sink = whole.data.create_raster_for(RasterUse::Work, job.change_tif, change_spec(job.pair, bands));
    const Schedule plan = schedule(job.run, job.threads, halo, 2 * static_cast<double>(job.pair.bands().size()) + 8);
    std::int64_t marked = 0;
    map_cells(
        job.pair, halo, plan, job.run, {"", "marking shadow"},
        [&](const PairCell& cell) {
            const PixelWindow& core = cell.core;
            Raster<std::uint8_t> shaded(core, 0);
            const auto add = [&](const std::vector<Raster<float>>& date, const std::optional<Light>& light) {
                if (!light || !job.options.looks_at(core))
                    return;
                const Shade shade(date, *light);
                for (std::int64_t row = 0; row < core.height; ++row)
                    for (std::int64_t col = 0; col < core.width; ++col)
                        if (shade(core.x0 + col, core.y0 + row))
                            shaded.at(col, row) = 1;
            };
            add(cell.before, early);
            add(cell.after, late);
            return shaded;
        },
        [&](const PixelWindow& core, const Raster<std::uint8_t>& shaded) {
            Raster<float> change(core), more(core);
            reader->read(1, core, change.pixels());
            std::vector<std::size_t> gone;
            for (std::size_t i = 0; i < change.size(); ++i)
                if (shaded.data()[i] != 0 && change.data()[i] < 0.5F)
                    gone.push_back(i);
            marked += static_cast<std::int64_t>(gone.size());
            for (int band = 1; band <= bands; ++band) {
                reader->read(band, core, more.pixels());
                for (const std::size_t i : gone)
                    more.data()[i] = missing_pixel;
                sink->write(band, core, more.pixels());
            }
        });
    sink->finish();
    return static_cast<double>(marked) /
           (static_cast<double>(job.pair.width()) * static_cast<double>(job.pair.height()));
}

} // namespace didban::detect
