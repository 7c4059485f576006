#include "pipelines/detect/series.h"

#include "didban/grid/raster.h"
#include "didban/grid/tiles.h"
#include "pipelines/detect/object_pixels.h"

#include <algorithm>
#include <cmath>

namespace didban::detect {

namespace {

/// Share of an object's seen pixels that are changed in the map; 0 when none is seen.
double changed_share(const ChangeObject& object, const PairSource& pair, RasterReader& map)
{
    const GeoTransform transform = pair.transform();
    const MultiPolygon& shape = traced_shape(object);
    const PixelWindow whole = window_of(shape, transform).cut_to({0, 0, pair.width(), pair.height()});
    double seen = 0, changed = 0;
    for (std::int64_t y = whole.y0; y < whole.y1(); y += lattice_cell) {
        Raster<float> strip(PixelWindow{whole.x0, y, whole.width, lattice_cell}.cut_to(whole));
        map.read(1, strip.window(), strip.pixels());
        const Raster<std::uint8_t> inside = pixels_inside(shape, transform, strip.window());
        for (std::size_t i = 0; i < strip.size(); ++i)
            if (const float v = strip.data()[i]; inside.data()[i] != 0 && !std::isnan(v)) {
                ++seen;
                changed += v >= 0.5F ? 1 : 0;
            }
    }
    return seen > 0 ? changed / seen : 0;
}

} // namespace

std::size_t keep_persistent(const Job& job, const std::vector<std::string>& later, std::vector<ChangeObject>& objects)
{
    if (later.empty())
        return 0;
    const ScratchRaster once(job.data, job.change_tif + ".once.part.tif");
    once.data.move_raster(job.change_tif, once.path);
    {
        const auto source = job.data.open_raster(once.path);
        const int bands = source->info().bands;
        const auto reader = source->open();
        std::vector<std::unique_ptr<RasterSource>> sources;
        std::vector<std::unique_ptr<RasterReader>> readers;
        for (const std::string& path : later) {
            sources.push_back(job.data.open_raster(path));
            readers.push_back(sources.back()->open());
        }
        const auto sink = job.create_map(bands);
        for (const PixelWindow& cell : split(job.pair.width(), job.pair.height())) {
            Raster<float> change(cell), other(cell), lowest(cell, missing_pixel);
            reader->read(1, cell, change.pixels());
            for (const auto& r : readers) {
                r->read(1, cell, other.pixels());
                for (std::size_t i = 0; i < other.size(); ++i)
                    if (!std::isnan(other.data()[i]) && !(lowest.data()[i] <= other.data()[i]))
                        lowest.data()[i] = other.data()[i];
            }
            std::vector<std::size_t> unseen;
            for (std::size_t i = 0; i < change.size(); ++i)
                if (change.data()[i] >= 0.5F) {
                    change.data()[i] =
                        std::isnan(lowest.data()[i]) ? missing_pixel : std::min(change.data()[i], lowest.data()[i]);
                    if (std::isnan(change.data()[i]))
                        unseen.push_back(i);
                }
            sink->write(1, cell, change.pixels());
            for (int band = 2; band <= bands; ++band) {
                reader->read(band, cell, other.pixels());
                for (const std::size_t i : unseen)
                    other.data()[i] = missing_pixel;
                sink->write(band, cell, other.pixels());
            }
        }
        sink->finish();
    }
    const auto map = job.data.open_raster(job.change_tif);
    const auto reader = map->open();
    std::vector<ChangeObject> kept;
    for (ChangeObject& object : objects) {
        const double share = changed_share(object, job.pair, *reader);
        if (share < 0.5)
            continue;
        object.evidence["persists"] = share;
        object.number = static_cast<std::int64_t>(kept.size()) + 1;
        kept.push_back(std::move(object));
    }
    const std::size_t dropped = objects.size() - kept.size();
    objects = std::move(kept);
    return dropped;
}

} // namespace didban::detect
