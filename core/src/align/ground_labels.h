#pragma once
#include "didban/align/ground_field.h"
#include "ground_likelihood.h"

namespace didban {

/// The most probable smooth field of whole labels (steps of a quarter pixel) at the middles of an area's cells, row by
/// row, in pixels beside the area's usual displacement. Each match counts `weight`, as windows overlap.
[[nodiscard]] std::vector<Point> label_ground(const std::vector<SmallMatch>& matches, const GroundArea& area,
                                              const GroundLikelihood& likelihood, double sigma, double weight);

} // namespace didban
