#pragma once
#include "didban/align/displacement.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/run_options.h"

namespace didban {

/// What the search over the whole scene found.
struct GlobalShift {
    Displacement field; ///< a translation, or an affine map when the windows agree on one
    bool found{false};  ///< the summed correlation has one peak that is no chance
    Point shift;        ///< the translation, pixels right and down
    int windows{};      ///< compared
};

/// Correlates up to 6 × 6 windows of 256 pixels spread over the reference with the target and sums their surfaces:
/// content that changed in one window cannot outvote what all others share. Searches twice `max_shift_px`, on a coarser
/// grid when that is far.
[[nodiscard]] GlobalShift find_global_shift(const OpenScene& reference, const OpenScene& target,
                                            const CommonBands& bands, double max_shift_px, const RunOptions& run);

} // namespace didban
