#include "pipelines/imagery/warp_pixels.h"

#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/imagery/grid_image.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace didban {

namespace {

struct WarpedTile {
    std::vector<std::vector<Raster<float>>> cells; ///< per lattice cell, per band
};

bool real(PixelType type)
{
    return type == PixelType::Float32 || type == PixelType::Float64;
}

RasterSpec spec_like(const RasterInfo& info, int threads)
{
    RasterSpec spec;
    spec.width = info.width;
    spec.height = info.height;
    spec.bands = info.bands;
    spec.type = info.type;
    spec.transform = info.transform;
    spec.crs = info.crs;
    spec.nodata = info.nodata;
    spec.band_names = info.band_names;
    spec.threads = threads;
    if (!spec.nodata && real(info.type))
        spec.nodata = std::numeric_limits<double>::quiet_NaN();
    return spec;
}

std::size_t valid_pixels(const std::vector<Raster<float>>& bands)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < bands.front().size(); ++i)
        count +=
            std::any_of(bands.begin(), bands.end(), [i](const Raster<float>& b) { return !std::isnan(b.pixels()[i]); })
                ? 1
                : 0;
    return count;
}

/// Tiles are whole lattice cells, at most as large as asked for and as memory allows: source and result of all bands
/// for each tile in flight.
std::int64_t tile_edge(const RunOptions& run, int bands, int in_flight)
{
    const std::int64_t wanted = std::max<std::int64_t>(1, (run.tile_size + lattice_cell - 1) / lattice_cell);
    const double budget = 0.4 * 1e6 * run.memory_mb / in_flight;
    const double per_cell = 2.5 * 4 * bands * static_cast<double>(lattice_cell * lattice_cell);
    const auto fits = static_cast<std::int64_t>(std::sqrt(std::max(1.0, budget / per_cell)));
    return std::clamp<std::int64_t>(wanted, 1, std::max<std::int64_t>(1, fits)) * lattice_cell;
}

} // namespace

double warp_pixels(const DataAccess& data, const OpenScene& scene, const WorkingGrid& grid,
                   const Displacement& displacement, const WarpedFile& out, const RunOptions& run)
{
    if (!scene.scaling_note.empty())
        run.log.info(scene.scaling_note);
    const ThreadLimit limit(run.threads);
    const int in_flight = limit.threads() + 1;
    const GridImage warped(scene, grid, displacement);
    const RasterSpec spec = spec_like(warped.info(), limit.threads());
    std::vector<int> bands(static_cast<std::size_t>(spec.bands));
    std::iota(bands.begin(), bands.end(), 1);

    const auto work = [&](const PixelWindow& tile) {
        WarpedTile result;
        for (PixelWindow cell : split(tile.width, tile.height)) {
            cell.x0 += tile.x0;
            cell.y0 += tile.y0;
            result.cells.push_back(warped.read(bands, cell).bands);
        }
        return result;
    };
    const auto sink = work_rasters(data).create_raster_for(out.use, out.path, spec);
    std::size_t valid = 0;
    double done = 0;
    const auto tiles = split(grid.width, grid.height, tile_edge(run, spec.bands, in_flight));
    const auto write = [&](const PixelWindow&, const WarpedTile& tile) {
        for (const auto& cell : tile.cells) {
            valid += valid_pixels(cell);
            for (std::size_t b = 0; b < cell.size(); ++b)
                sink->write(static_cast<int>(b) + 1, cell[b].window(), cell[b].pixels());
        }
        run.log.progress("warping", ++done, static_cast<double>(tiles.size()));
    };
    if (!map_tiles(tiles, static_cast<std::size_t>(in_flight), run.stop, work, write))
        throw Error(ErrorKind::Interrupted, "interrupted while warping " + scene.image->info().name);
    if (valid == 0)
        throw Error(ErrorKind::UnreadableInput,
                    scene.image->info().name + " has no usable pixel inside the reference: all are nodata or masked; "
                                               "check its nodata value and its mask");
    if (out.inputs != nullptr)
        out.inputs->check();
    sink->finish();
    return static_cast<double>(valid) / (static_cast<double>(grid.width) * static_cast<double>(grid.height));
}

double warp_scene(const DataAccess& data, const SceneFiles& scene_files, const WorkingGrid& grid, const WarpedFile& out,
                  const RunOptions& run)
{
    const OpenScene scene = open_scene(data, scene_files, grid.transform.pixel_size());
    return warp_pixels(data, scene, grid, {}, out, run);
}

} // namespace didban
