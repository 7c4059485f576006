#pragma once
#include "didban/grid/pixel_window.h"
#include "pipelines/run/run_options.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace didban {

/// The numbers of the windows in the order of the lattice cells that hold their middles: what was decoded for one
/// serves the next.
[[nodiscard]] std::vector<std::size_t> in_cell_order(const std::vector<PixelWindow>& windows);

/// Calls `work` with the number of each window once, in cell order and several at a time. `doing`: for the progress
/// line. Throws Error{Interrupted} when the run was asked to stop.
void visit_windows(const std::vector<PixelWindow>& windows, const RunOptions& run, int threads, const char* doing,
                   const std::function<void(std::size_t)>& work);

} // namespace didban
