#pragma once
#include "didban/align/displacement.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/run_options.h"

#include <optional>

namespace didban {

/// What the search over the whole scene found.
struct GlobalShift {
    Displacement field; ///< a translation, or an affine map when the windows agree on one
    bool found{false};  ///< the summed correlation has one peak that is no chance
    Point shift;        ///< the translation, pixels right and down
    Point best;         ///< the highest place of all, found or not
    int step{1};        ///< pixels of the reference between the searched places
    double sharpness{}; ///< the peak above the surface's median, in robust standard deviations
    int windows{};      ///< compared
};

/// Correlates up to 6 × 6 windows of 256 pixels spread over the reference with the target and sums their surfaces:
/// content that changed in one window cannot outvote what all others share. Searches twice `max_shift_px`, on a coarser
/// grid when that is far.
[[nodiscard]] GlobalShift find_global_shift(const OpenScene& reference, const OpenScene& target,
                                            const CommonBands& bands, double max_shift_px, const RunOptions& run);

/// Where the target lies best near the place that the grids of both name, when no other place within `max_shift_px`
/// twice matches as well: a weaker question than where it lies, answered by the search itself and by the same on pixels
/// twice and four times as wide. nullopt when another place matches better on all three: nothing is then known.
struct Placement {
    Point shift;     ///< pixels of the reference right and down; at most placement_px
    double error_px; ///< of `shift`
};
[[nodiscard]] std::optional<Placement> find_placement(const OpenScene& reference, const OpenScene& target,
                                                      const CommonBands& bands, double max_shift_px,
                                                      const GlobalShift& searched, const RunOptions& run);
/// How far from where the grids put them two images are still where they are said to be, pixels.
constexpr double placement_px = 9;

} // namespace didban
