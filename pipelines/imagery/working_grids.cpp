#include "pipelines/imagery/working_grids.h"

#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/imagery/look.h"
#include "pipelines/imagery/physical_image.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr std::int64_t read_size = 1024;

bool any_data(const RasterSource& raster, const RunOptions& run)
{
    const auto reader = raster.open();
    std::vector<float> pixels;
    for (const PixelWindow& w : split(raster.info().width, raster.info().height, read_size)) {
        if (run.stop.stop_requested())
            throw Error(ErrorKind::Interrupted, "interrupted while looking at the images");
        pixels.resize(w.pixels());
        reader->read(1, w, pixels);
        if (std::any_of(pixels.begin(), pixels.end(), [](float v) { return !std::isnan(v); }))
            return true;
    }
    return false;
}

/// Outline of a raster in another CRS, with points along the edges because they may bend.
Box box_in(const RasterInfo& info, const Transform& to)
{
    constexpr int steps = 16;
    Box box;
    const auto w = static_cast<double>(info.width), h = static_cast<double>(info.height);
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        for (const Point& p : {Point{t * w, 0}, Point{t * w, h}, Point{0, t * h}, Point{w, t * h}})
            box.include(to(info.transform->to_crs(p.x, p.y)));
    }
    return box;
}

/// Edge of the middle pixel in the other CRS.
double pixel_in(const RasterInfo& info, const Transform& to)
{
    const double c = static_cast<double>(info.width) / 2, r = static_cast<double>(info.height) / 2;
    const Point o = to(info.transform->to_crs(c, r)), x = to(info.transform->to_crs(c + 1, r)),
                y = to(info.transform->to_crs(c, r + 1));
    return std::sqrt(std::hypot(x.x - o.x, x.y - o.y) * std::hypot(y.x - o.x, y.y - o.y));
}

} // namespace

std::vector<std::string> check_scenes(const DataAccess& data, const std::vector<const Scene*>& scenes,
                                      const RunOptions& run)
{
    std::vector<std::string> notes;
    for (const Scene* s : scenes) {
        PhysicalImage image = open_physical(data, files_of(*s));
        const RasterInfo& info = image.raster->info();
        if (!info.transform)
            throw Error(ErrorKind::IncompatibleInput, s->path + ": has no georeference; a watch needs to know where "
                                                                "its pixels lie (gdal_translate -a_ullr … -a_srs …)");
        if (!info.crs.known())
            throw Error(ErrorKind::IncompatibleInput,
                        s->path + ": has no coordinate reference system; write it with gdal_edit.py -a_srs EPSG:…");
        if (!any_data(*image.raster, run))
            throw Error(ErrorKind::IncompatibleInput,
                        s->path + ": every pixel is nodata; take the image out of city.toml or replace it");
        if (!image.note.empty())
            notes.push_back(std::move(image.note));
    }
    return notes;
}

bool usable_as_it_is(const DataAccess& data, const Epoch& epoch, const Crs& crs)
{
    if (epoch.scenes.size() != 1 || epoch.scenes.front()->mask == "SCL")
        return false;
    const PhysicalImage image = open_physical(data, files_of(*epoch.scenes.front()));
    return !image.scaled && image.raster->info().crs == crs;
}

WorkingGrid grid_of(const DataAccess& data, const std::string& raster)
{
    const auto source = data.open_raster(raster);
    const RasterInfo& info = source->info();
    return {info.width, info.height, info.transform.value(), info.crs};
}

WorkingGrid grid_around(const DataAccess& data, const Epoch& epoch, const Crs& crs)
{
    Box box;
    double pixel = std::numeric_limits<double>::infinity();
    Point anchor{};
    for (const Scene* s : epoch.scenes) {
        const auto raster = data.open_raster(s->path);
        const RasterInfo& info = raster->info();
        const Transform to(info.crs, crs);
        const Box own = box_in(info, to);
        box.include({own.x0, own.y0});
        box.include({own.x1, own.y1});
        pixel = std::min(pixel, pixel_in(info, to));
        if (s == epoch.scenes.front() && info.crs == crs && info.transform->north_up())
            anchor = {info.transform->c[0], info.transform->c[3]};
    }
    const double west = anchor.x + std::floor((box.x0 - anchor.x) / pixel + 1e-6) * pixel;
    const double north = anchor.y + std::ceil((box.y1 - anchor.y) / pixel - 1e-6) * pixel;
    WorkingGrid grid;
    grid.transform = GeoTransform::north_up_at(west, north, pixel);
    grid.width = std::max<std::int64_t>(1, std::llround(std::ceil((box.x1 - west) / pixel - 1e-6)));
    grid.height = std::max<std::int64_t>(1, std::llround(std::ceil((north - box.y0) / pixel - 1e-6)));
    grid.crs = crs;
    return grid;
}

void mosaic(const DataAccess& data, const std::vector<std::string>& rasters, const std::string& out, RasterUse use,
            const RunOptions& run)
{
    std::vector<std::unique_ptr<RasterSource>> sources;
    std::vector<std::unique_ptr<RasterReader>> readers;
    for (const std::string& path : rasters) {
        sources.push_back(data.open_raster(path));
        readers.push_back(sources.back()->open());
        const RasterInfo &a = sources.front()->info(), &b = sources.back()->info();
        if (a.width != b.width || a.height != b.height || a.bands != b.bands)
            throw Error(ErrorKind::IncompatibleInput,
                        b.name + ": scenes of one day must have the same bands to be laid together (" +
                            std::to_string(b.bands) + " against " + std::to_string(a.bands) + ")");
    }
    const RasterInfo& info = sources.front()->info();
    RasterSpec spec;
    spec.width = info.width;
    spec.height = info.height;
    spec.bands = info.bands;
    spec.type = PixelType::Float32;
    spec.transform = info.transform;
    spec.crs = info.crs;
    spec.nodata = std::numeric_limits<double>::quiet_NaN();
    spec.band_names = info.band_names;
    const auto sink = work_rasters(data).create_raster_for(use, out, spec);
    std::vector<float> pixels, more;
    for (const PixelWindow& w : split(info.width, info.height, read_size))
        for (int band = 1; band <= info.bands; ++band) {
            if (run.stop.stop_requested())
                throw Error(ErrorKind::Interrupted, "interrupted while laying images together");
            pixels.resize(w.pixels());
            more.resize(w.pixels());
            readers.front()->read(band, w, pixels);
            for (std::size_t i = 1; i < readers.size(); ++i) {
                readers[i]->read(band, w, more);
                for (std::size_t k = 0; k < pixels.size(); ++k)
                    if (std::isnan(pixels[k]))
                        pixels[k] = more[k];
            }
            sink->write(band, w, pixels);
        }
    sink->finish();
}

} // namespace didban
