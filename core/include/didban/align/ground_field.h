#pragma once
#include "didban/align/ground_matches.h"

#include <optional>
#include <vector>

namespace didban {

/// Pixels between the control points of a ground field, and between the nodes where its first guess stands.
inline constexpr double ground_knot_px = 110;

/// A part of the scene that is fitted at once: whole cells of ground_knot_px, at most ground_area_cells of them along
/// a side.
inline constexpr int ground_area_cells = 16;
struct GroundArea {
    int column{}, row{};   ///< of its first cell
    int columns{}, rows{}; ///< cells
    Point usual;           ///< displacement that the field is expected near, pixels: within 3
};

/// The displacement of an area's ground.
struct GroundFit {
    std::vector<Point> control;          ///< (columns + 3) × (rows + 3) of a uniform cubic B-spline, row by row
    double support{};                    ///< matches taken for ground
    double error2_sum{}, error_weight{}; ///< squared error, pixels², at ground matches left out of a second fit, and
                                         ///< their number
    std::vector<Point> beside;           ///< what is left of every match when the field is taken off
};

/// Fits the ground to an area's matches. Everything that stands up leans one way when two views differ, so matches
/// behind the ground are unlikely and those ahead of it may be roofs: where a match lies is told by a mixture of ground
/// (0.25 to 0.3 px), things of 1.3 to 14 m along the lean, and anything. A first guess, on a lattice of whole-area
/// labels, is the most probable by loopy belief propagation (min-sum with distance transforms; Felzenszwalb and
/// Huttenlocher 2006), which does not walk onto roofs as a descent from one start does. Then expectation-maximisation
/// of a B-spline whose control points have a Gaussian process prior (squared exponential, 0.7 px over 220 px).
/// `lean`: pixels of shift per metre of height; nullopt = any side. `matches` lie in the area. Deterministic; any
/// thread.
[[nodiscard]] GroundFit fit_ground(const std::vector<SmallMatch>& matches, const GroundArea& area,
                                   const std::optional<Point>& lean);

/// The side that things lean to, from what is left of all matches: as pixels per metre, of a length that stands for
/// the usual difference of two views. nullopt when no side stands out, as for two views from one direction.
[[nodiscard]] std::optional<Point> lean_direction(const std::vector<Point>& beside);

} // namespace didban
