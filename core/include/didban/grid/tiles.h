#pragma once
#include "didban/grid/pixel_window.h"

#include <vector>

namespace didban {

/// Edge of the fixed lattice of cells, anchored at the scene's first pixel, in which every result is computed. Reading
/// and scheduling may bundle cells into larger tiles; the numbers never depend on how (docs/adr/0002).
inline constexpr std::int64_t lattice_cell = 512;

/// Cells of `size` × `size` pixels (smaller at the right and lower edges) that cover a scene, row by row.
[[nodiscard]] std::vector<PixelWindow> split(std::int64_t width, std::int64_t height, std::int64_t size = lattice_cell);

} // namespace didban
