#pragma once
#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/detect/pair_source.h"
#include "pipelines/run/held_share.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>

namespace didban::detect {

/// How a scene is read: tiles of whole lattice cells, and how many at once fit into the memory limit.
struct Schedule {
    std::int64_t tile{lattice_cell};
    std::size_t in_flight{1};
};

/// `floats_per_pixel`: working memory of a tile's pixel, inputs and results, in 4-byte numbers. Tiles shrink and fewer
/// of them run at once until all fit beside `reserved_mb` that the caller holds otherwise.
[[nodiscard]] inline Schedule schedule(const RunOptions& run, int threads, std::int64_t halo, double floats_per_pixel,
                                       double reserved_mb = 250)
{
    const double budget = std::max(64.0, run.memory_mb - held_share_mb(run) - reserved_mb) * 1048576;
    Schedule out;
    out.tile = std::max<std::int64_t>(lattice_cell, (run.tile_size + lattice_cell - 1) / lattice_cell * lattice_cell);
    const auto bytes = [&] {
        const double edge = static_cast<double>(out.tile + 2 * halo);
        return edge * edge * 4 * floats_per_pixel;
    };
    while (out.tile > lattice_cell && 2 * threads * bytes() > budget)
        out.tile -= lattice_cell;
    const auto fit = static_cast<std::size_t>(std::max(1.0, budget / bytes()));
    out.in_flight = std::min(fit, static_cast<std::size_t>(2 * threads));
    return out;
}

/// Asks `work(cell, window)` for every lattice cell with its halo and hands the answers to `sink(window, answer)`, tile
/// by tile in a fixed order for a given tile size. Sums over cells must be put into lattice order by the caller
/// (CellOrder).
template <class Work, class Sink>
void map_cells(const PairSource& pair, std::int64_t halo, const Schedule& plan, const RunOptions& run,
               const std::string& step, Work work, Sink sink)
{
    using Answer = decltype(work(PairCell{}));
    const auto tiles = split(pair.width(), pair.height(), plan.tile);
    double done = 0;
    const bool finished = map_tiles(
        tiles, plan.in_flight, run.stop,
        [&](const PixelWindow& tile) {
            const PairCell whole = pair.read(tile, halo);
            std::vector<std::pair<PixelWindow, Answer>> answers;
            for (PixelWindow cell : split(tile.width, tile.height)) {
                cell.x0 += tile.x0;
                cell.y0 += tile.y0;
                if (cell == tile) {
                    answers.emplace_back(cell, work(whole));
                    break;
                }
                PairCell part{cell, {}, {}};
                for (std::size_t b = 0; b < whole.before.size(); ++b) {
                    part.before.push_back(whole.before[b].cut(cell.grown(halo)));
                    part.after.push_back(whole.after[b].cut(cell.grown(halo)));
                }
                answers.emplace_back(cell, work(part));
            }
            return answers;
        },
        [&](const PixelWindow& tile, std::vector<std::pair<PixelWindow, Answer>> answers) {
            for (auto& [cell, answer] : answers)
                sink(cell, std::move(answer));
            done += static_cast<double>(tile.pixels());
            run.log.progress(step, done, static_cast<double>(pair.width()) * static_cast<double>(pair.height()));
        });
    if (!finished)
        throw Error(ErrorKind::Interrupted, "interrupted; nothing was written. Run the same command again");
}

/// Number of a cell in lattice order, whatever tile it came in.
[[nodiscard]] inline std::size_t cell_number(const PixelWindow& cell, std::int64_t width)
{
    const auto columns = (width + lattice_cell - 1) / lattice_cell;
    return static_cast<std::size_t>(cell.y0 / lattice_cell * columns + cell.x0 / lattice_cell);
}

} // namespace didban::detect
