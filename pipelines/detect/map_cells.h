#pragma once
#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/detect/pair_source.h"
#include "pipelines/detect/pass_bytes.h"
#include "pipelines/run/held_share.h"
#include "pipelines/run/map_tiles.h"
#include "pipelines/run/scene_passes.h"

#include <algorithm>
#include <functional>

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

/// Number of a cell in lattice order, whatever tile it came in.
[[nodiscard]] inline std::size_t cell_number(const PixelWindow& cell, std::int64_t width)
{
    const auto columns = (width + lattice_cell - 1) / lattice_cell;
    return static_cast<std::size_t>(cell.y0 / lattice_cell * columns + cell.x0 / lattice_cell);
}

/// A way through all cells of a scene.
struct Pass {
    std::string name;  ///< under which processes share it (ScenePasses), after PairSource::series()
    std::string doing; ///< for the progress line
    std::function<bool(const PixelWindow&)> wanted{}; ///< other cells are not read: they come without pixels
};

/// A cell of a tile that was read with its halo.
[[nodiscard]] inline PairCell cut_cell(const PairCell& tile, const PixelWindow& cell, std::int64_t halo)
{
    PairCell part{cell, {}, {}};
    for (std::size_t b = 0; b < tile.before.size(); ++b) {
        part.before.push_back(tile.before[b].cut(cell.grown(halo)));
        part.after.push_back(tile.after[b].cut(cell.grown(halo)));
    }
    return part;
}

/// Asks `work(cell)` for every lattice cell with its halo and hands the answers to `sink(window, answer)`, tile by tile
/// in a fixed order for a given tile size. Sums over cells must be put into lattice order by the caller (ByCell). Where
/// processes share the pass, answers come from where they were measured; or those of this process' block are measured
/// and PartMeasured is thrown, without a call of `sink`.
template <class Work, class Sink>
void map_cells(const PairSource& pair, std::int64_t halo, const Schedule& plan, const RunOptions& run, const Pass& pass,
               Work work, Sink sink)
{
    using Answer = decltype(work(PairCell{}));
    using Answers = std::vector<std::pair<PixelWindow, Answer>>;
    using Way = ScenePasses::Way;
    const std::string name = pair.series() + pass.name;
    Way way = Way::Whole;
    if constexpr (SharedAnswer<Answer>)
        if (run.passes != nullptr)
            way = run.passes->way(name);
    // Without a halo larger tiles would only be cut up again.
    auto tiles = split(pair.width(), pair.height(), way == Way::Part || halo == 0 ? lattice_cell : plan.tile);
    if (way == Way::Part)
        std::erase_if(tiles, [block = run.passes->block()](const PixelWindow& t) { return t.cut_to(block).empty(); });
    const auto wanted = [&pass](const PixelWindow& cell) { return !pass.wanted || pass.wanted(cell); };
    double pixels = 0, done = 0;
    for (const PixelWindow& t : tiles)
        pixels += static_cast<double>(t.pixels());
    const bool finished = map_tiles(
        tiles, plan.in_flight, run.stop,
        [&](const PixelWindow& tile) {
            Answers answers;
            std::vector<PixelWindow> cells = split(tile.width, tile.height);
            for (PixelWindow& cell : cells) {
                cell.x0 += tile.x0;
                cell.y0 += tile.y0;
            }
            const bool read = way != Way::Measured && std::any_of(cells.begin(), cells.end(), wanted);
            const PairCell whole = read ? pair.read(tile, halo) : PairCell{};
            for (const PixelWindow& cell : cells) {
                if constexpr (SharedAnswer<Answer>)
                    if (way == Way::Measured) {
                        const std::string bytes = run.passes->answer(name, cell_number(cell, pair.width()));
                        answers.emplace_back(cell, PassBytes<Answer>::read(bytes));
                        continue;
                    }
                answers.emplace_back(cell, !wanted(cell)  ? work(PairCell{cell, {}, {}})
                                           : cell == tile ? work(whole)
                                                          : work(cut_cell(whole, cell, halo)));
            }
            return answers;
        },
        [&](const PixelWindow& tile, Answers answers) {
            for (auto& [cell, answer] : answers) {
                if constexpr (SharedAnswer<Answer>)
                    if (way == Way::Part) {
                        run.passes->put(cell_number(cell, pair.width()), PassBytes<Answer>::write(answer));
                        continue;
                    }
                sink(cell, std::move(answer));
            }
            done += static_cast<double>(tile.pixels());
            run.log.progress(pass.doing, done, pixels);
        });
    if (!finished)
        throw Error(ErrorKind::Interrupted, "interrupted; nothing was written. Run the same command again");
    if (way == Way::Part)
        throw PartMeasured{};
}

} // namespace didban::detect
