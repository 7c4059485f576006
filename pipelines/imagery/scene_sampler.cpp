#include "pipelines/imagery/scene_sampler.h"

#include "didban/grid/raster.h"
#include "pipelines/imagery/mask_files.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Source pixels per band that are held at once; a window that needs more is made in parts.
constexpr std::size_t most_source_pixels = std::size_t{6} << 20;

SourceCoordinates rows_of(const SourceCoordinates& at, std::int64_t first, std::int64_t count)
{
    const auto from = static_cast<std::ptrdiff_t>(first * at.window.width),
               to = from + static_cast<std::ptrdiff_t>(count * at.window.width);
    return {{at.window.x0, at.window.y0 + first, at.window.width, count},
            at.x0,
            at.y0,
            {at.x.begin() + from, at.x.begin() + to},
            {at.y.begin() + from, at.y.begin() + to}};
}

Raster<float> read(RasterReader& reader, int band, const PixelWindow& window)
{
    Raster<float> pixels(window);
    reader.read(band, window, pixels.pixels());
    return pixels;
}

/// Scale in the middle of the grid, or 1 where the map leads nowhere.
Point usable_scale(const PixelMap& map, const WorkingGrid& grid)
{
    const Point s = map.scale_at(static_cast<double>(grid.width) / 2, static_cast<double>(grid.height) / 2);
    return std::isfinite(s.x) && std::isfinite(s.y) ? s : Point{1, 1};
}

} // namespace

SceneSampler::SceneSampler(const OpenScene& scene, const WorkingGrid& onto)
    : scene_(scene), map_(onto, scene.grid), scale_(usable_scale(map_, onto)), reader_(scene.image->open())
{
    if (scene.mask) {
        mask_reader_ = scene.mask->open();
        mask_map_.emplace(onto, scene.mask_grid);
        mask_scale_ = usable_scale(*mask_map_, onto);
    }
}

std::vector<Raster<float>> SceneSampler::sample(const std::vector<int>& bands, const PixelWindow& window,
                                                const Displacement& displacement)
{
    std::vector<Raster<float>> out(bands.size(), Raster<float>(window, missing_pixel));
    sample_part(bands, source_coordinates(map_, displacement, window), out);
    apply_mask(window, displacement, out);
    return out;
}

void SceneSampler::sample_part(const std::vector<int>& bands, const SourceCoordinates& at,
                               std::vector<Raster<float>>& out)
{
    const Resampling method = resampling_for(scale_);
    const std::int64_t margin = resampling_margin(method, scale_);
    const PixelWindow source = at.source_window(margin).cut_to(scene_.image->info().extent().grown(margin));
    if (source.empty())
        return;
    if (source.pixels() > most_source_pixels && at.window.height > 1) {
        const std::int64_t half = at.window.height / 2;
        sample_part(bands, rows_of(at, 0, half), out);
        sample_part(bands, rows_of(at, half, at.window.height - half), out);
        return;
    }
    std::vector<Raster<float>> read_bands, made;
    const auto flush = [&](Resampling how, std::size_t first) {
        made.resize(read_bands.size());
        resample(how, scale_, read_bands, at, made);
        for (std::size_t k = 0; k < made.size(); ++k)
            for (std::int64_t r = 0; r < at.window.height; ++r) {
                const auto row = made[k].row(r);
                std::copy(row.begin(), row.end(),
                          out[first + k].row(at.window.y0 - out[first + k].window().y0 + r).begin());
            }
        read_bands.clear();
    };
    std::size_t first = 0;
    for (std::size_t k = 0; k < bands.size(); ++k) {
        const bool categories = bands[k] == scene_.class_band;
        if (categories && !read_bands.empty())
            flush(method, first);
        if (read_bands.empty())
            first = k;
        read_bands.push_back(read(*reader_, bands[k], source));
        if (categories)
            flush(Resampling::Nearest, first);
    }
    if (!read_bands.empty())
        flush(method, first);
}

void SceneSampler::apply_mask(const PixelWindow& window, const Displacement& displacement,
                              std::vector<Raster<float>>& out)
{
    if (scene_.class_band > 0)
        apply_classes(*reader_, scene_.class_band, map_, scale_, scene_.image->info().extent(), true, window,
                      displacement, out);
    if (mask_reader_)
        apply_classes(*mask_reader_, 1, *mask_map_, mask_scale_, scene_.mask->info().extent(), scene_.mask_is_classes,
                      window, displacement, out);
}

void SceneSampler::apply_classes(RasterReader& reader, int band, const PixelMap& map, const Point& scale,
                                 const PixelWindow& extent, bool classes, const PixelWindow& window,
                                 const Displacement& displacement, std::vector<Raster<float>>& out)
{
    const SourceCoordinates at = source_coordinates(map, displacement, window);
    // Strips of rows keep the source in bounds when the mask is much finer than the grid.
    const auto margin = static_cast<std::int64_t>(std::ceil(std::max(scale.x, scale.y))) + 1;
    const auto strips =
        static_cast<std::int64_t>(at.source_window(margin).cut_to(extent).pixels() / most_source_pixels) + 1;
    const std::int64_t rows = std::max<std::int64_t>(1, window.height / strips);
    for (std::int64_t first = 0; first < window.height; first += rows) {
        const SourceCoordinates part = rows_of(at, first, std::min(rows, window.height - first));
        const PixelWindow source = part.source_window(margin).cut_to(extent);
        Raster<float> flags(source.empty() ? PixelWindow{} : source);
        if (!flags.empty())
            read_marks(reader, band, source, flags.pixels());
        for (float& v : flags.pixels())
            v = (classes ? unusable_scene_class(v) : v != 0) ? 1.0F : 0.0F;
        const Raster<float> worst = highest_around(scale, flags, extent, 1.0F, part);
        const auto offset = static_cast<std::size_t>(first * window.width);
        for (std::size_t i = 0; i < worst.size(); ++i)
            if (worst.pixels()[i] > 0)
                for (auto& b : out)
                    b.pixels()[offset + i] = missing_pixel;
    }
}

} // namespace didban
