#include "pipelines/run/visit_windows.h"

#include "didban/base/error.h"
#include "didban/grid/tiles.h"
#include "pipelines/run/map_tiles.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace didban {

std::vector<std::size_t> in_cell_order(const std::vector<PixelWindow>& windows)
{
    const auto cell = [&](std::size_t k) {
        const PixelWindow& w = windows[k];
        return std::pair((w.y0 + w.height / 2) / lattice_cell, (w.x0 + w.width / 2) / lattice_cell);
    };
    std::vector<std::size_t> out(windows.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return cell(a) < cell(b); });
    return out;
}

void visit_windows(const std::vector<PixelWindow>& windows, const RunOptions& run, int threads, const char* doing,
                   const std::function<void(std::size_t)>& work)
{
    std::vector<PixelWindow> numbers;
    for (const std::size_t k : in_cell_order(windows))
        numbers.push_back({static_cast<std::int64_t>(k), 0, 1, 1});
    double done = 0;
    const bool finished = map_tiles(
        numbers, static_cast<std::size_t>(2 * threads), run.stop,
        [&](const PixelWindow& number) {
            work(static_cast<std::size_t>(number.x0));
            return 0;
        },
        [&](const PixelWindow&, int) { run.log.progress(doing, ++done, static_cast<double>(numbers.size())); });
    if (!finished)
        throw Error(ErrorKind::Interrupted,
                    std::string("interrupted while ") + doing + "; nothing was written. Run the same command again");
}

} // namespace didban
