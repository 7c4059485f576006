#pragma once
#include "didban/grid/geo_transform.h"
#include "didban/grid/raster.h"

#include <string_view>
#include <vector>

namespace didban {

/// What became of a candidate tie point.
enum class TieOutcome {
    Used,
    Masked,       ///< too few usable pixels in one of the windows
    Flat,         ///< no structure, or structure in one direction only
    Weak,         ///< the best match is no better than chance
    Ambiguous,    ///< a second place matches nearly as well (rows of equal roofs)
    EdgeOfSearch, ///< best match on the rim of the searched range
    Outlier       ///< a good match that its neighbours contradict: construction, lean, moving things
};
/// "used", "masked", "flat", "weak", "ambiguous", "edge_of_search", "outlier".
[[nodiscard]] std::string_view name_of(TieOutcome outcome);

/// One place where both images were compared.
struct TiePoint {
    double col{}, row{}; ///< centre of the window on the reference grid, pixels
    Point shift{};  ///< where the target's content stands relative to the reference, pixels right and down; 0 when not
                    ///< measured
    double score{}; ///< similarity of edge directions at the match, -1 to 1
    double distinctness{}; ///< 1 - second best / best, 0 to 1
    int lattice_col{}, lattice_row{};
    TieOutcome outcome{TieOutcome::Used};
};

/// How windows are matched.
struct MatchOptions {
    int radius{5};                  ///< search range, pixels
    double least_score{0.12};       ///< below: Weak
    double least_distinctness{0.1}; ///< below: Ambiguous
    double least_isotropy{0.05};    ///< smallest over largest curvature of the peak; below: Flat
    double least_valid_share{0.5};  ///< of the pixels of each window; below: Masked
};

/// Pixels that match_windows needs around the compared window, beside the search range.
inline constexpr int match_margin = 4;

/// Finds `reference` in `target`. The reference covers the compared window and match_margin pixels around it; the
/// target as much and radius pixels more. Both NaN where unusable. Whole-pixel search by correlation of edge
/// directions, then sub-pixel: the target is moved by the estimate and compared again until the rest is below 0.01
/// pixel, which takes away the pull towards whole pixels. Fills shift, score, distinctness and outcome. Pure.
void match_windows(const Raster<float>& reference, const Raster<float>& target, const MatchOptions& options,
                   TiePoint& point);

} // namespace didban
