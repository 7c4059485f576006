#pragma once
#include "didban/grid/pixel_window.h"
#include "didban/grid/raster.h"

#include <cstdint>
#include <vector>

namespace didban {

/// Disjoint windows of whole squares (cut to `marks`' own window) that together hold every marked square, row by row as
/// they were cut. A window costs (width + 2·margin)·(height + 2·margin); a window is cut in two along a line between
/// squares as long as that costs less. `marks`: one pixel per square; `square`: its edge in the unit of `margin`.
[[nodiscard]] std::vector<PixelWindow> rectangles_around(const Raster<std::uint8_t>& marks, std::int64_t square,
                                                         std::int64_t margin);

/// The same in pixels: `marks` are squares of `window`, counted from its north-west pixel; the answers are parts of
/// `window`.
[[nodiscard]] std::vector<PixelWindow> parts_around(const Raster<std::uint8_t>& marks, const PixelWindow& window,
                                                    std::int64_t square, std::int64_t margin);

} // namespace didban
