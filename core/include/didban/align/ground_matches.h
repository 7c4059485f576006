#pragma once
#include "didban/grid/geo_transform.h"
#include "didban/grid/raster.h"

#include <vector>

namespace didban {

/// A place of both images that looks alike: the middle of a small window of the reference, and where the target's
/// content stands relative to it, pixels right and down.
struct SmallMatch {
    double col{}, row{};
    Point shift;
};

/// Pixels apart of the windows' middles; windows are 24 and 16 pixels wide, so that many of them hold ground alone.
inline constexpr std::int64_t small_window_step = 14;
/// Search range, pixels: ground beside roofs of three storeys in oblique views.
inline constexpr int small_window_radius = 8;
/// Pixels that match_small_windows needs around the core, beside the search range.
inline constexpr std::int64_t small_window_margin = 12 + 40;

/// All good matches of small windows whose middles lie in `core`, at every `stride`-th place of the lattice of
/// small_window_step. A window may match at two places (ground and roof). Edge directions are compared as in
/// correlate(), without shadows and their rims, which move with the sun. The reference covers core and
/// small_window_margin pixels around it, the target small_window_radius pixels more; NaN where unusable. Pure.
[[nodiscard]] std::vector<SmallMatch> match_small_windows(const Raster<float>& reference, const Raster<float>& target,
                                                          const PixelWindow& core, std::int64_t stride = 1);

} // namespace didban
