#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/run/map_tiles.h"
#include "pipelines/simulate/writers.h"

#include <algorithm>

namespace didban::simulate_files {

namespace {

/// Bytes that rendering holds per pixel of a window, margins for shadow and lean included.
constexpr double bytes_per_pixel = 500;

RasterSpec spec_for(const Target& target, int bands, PixelType type)
{
    RasterSpec spec;
    spec.width = target.grid.width;
    spec.height = target.grid.height;
    spec.bands = bands;
    spec.type = type;
    const Point corner = target.to_crs({target.grid.west, target.grid.north});
    spec.transform = GeoTransform::north_up_at(corner.x, corner.y, target.grid.gsd);
    spec.crs = target.crs;
    return spec;
}

} // namespace

void write_imagery(const DataAccess& data, const Target& target, const RunOptions& run)
{
    const double gsd = target.grid.gsd;
    const std::int64_t side = gsd >= 2 ? 128 : gsd >= 1 ? 512 : 1024;
    const std::vector<PixelWindow> tiles = split(target.grid.width, target.grid.height, side);
    const double tile_bytes = bytes_per_pixel * static_cast<double>(side * side) * std::max(1.0, gsd * gsd / 0.36);
    const ThreadLimit limit(run.threads);
    const auto fits = static_cast<int>(run.memory_mb * 1e6 * 0.8 / tile_bytes);
    const auto in_flight = static_cast<std::size_t>(std::clamp(fits, 1, limit.threads() + 1));
    const bool dsm = target.city.options().dsm;

    for (const simulate::SceneSetup& scene : target.scenes) {
        RasterSpec image_spec = spec_for(target, simulate::band_count, PixelType::UInt16);
        image_spec.nodata = 0;
        image_spec.band_names = {"blue", "green", "red", "nir"};
        const auto image = data.create_raster(target.folder + "imagery/" + scene.id + ".tif", image_spec);
        const auto mask = data.create_raster(target.folder + "imagery/" + scene.id + "_mask.tif",
                                             spec_for(target, 1, PixelType::Byte));
        std::unique_ptr<RasterSink> surface;
        if (dsm) {
            RasterSpec surface_spec = spec_for(target, 1, PixelType::Float32);
            surface_spec.band_names = {"surface"};
            surface = data.create_raster(target.folder + "imagery/" + scene.id + "_dsm.tif", surface_spec);
        }
        std::size_t done = 0;
        const bool whole = map_tiles(
            tiles, in_flight, run.stop,
            [&](const PixelWindow& w) { return simulate::render(target.city, scene, target.grid, w); },
            [&](const PixelWindow& w, const simulate::RenderedTile& tile) {
                for (int b = 0; b < simulate::band_count; ++b)
                    image->write(b + 1, w, tile.bands[static_cast<std::size_t>(b)].pixels());
                mask->write(1, w, tile.mask.pixels());
                if (surface)
                    surface->write(1, w, tile.surface.pixels());
                run.log.progress("image of " + scene.id, static_cast<double>(++done),
                                 static_cast<double>(tiles.size()));
            });
        if (!whole)
            throw Error(ErrorKind::Interrupted, "simulate was interrupted while it rendered " + scene.id);
        image->finish();
        mask->finish();
        if (surface)
            surface->finish();
        run.log.info("rendered " + scene.id);
    }

    RasterSpec change_spec = spec_for(target, 1, PixelType::Byte);
    const auto change =
        data.create_raster(target.folder + "truth/change_" + target.scenes.back().id + ".tif", change_spec);
    const bool whole = map_tiles(
        tiles, in_flight, run.stop,
        [&](const PixelWindow& w) { return simulate::render_change(target.city, target.grid, w); },
        [&](const PixelWindow& w, const Raster<float>& tile) { change->write(1, w, tile.pixels()); });
    if (!whole)
        throw Error(ErrorKind::Interrupted, "simulate was interrupted while it wrote the truth");
    change->finish();
}

} // namespace didban::simulate_files
