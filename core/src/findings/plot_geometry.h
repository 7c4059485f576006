#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// How far a building reaches behind the line through a front edge (a to b, in the parcel's counter-clockwise order):
/// the largest distance beyond which at least `least_m2` of the shape lie, so that no single corner decides. Metres; 0
/// when the shape is smaller than that or lies before the line.
[[nodiscard]] double built_depth_m(const MultiPolygon& shape, const Point& a, const Point& b, double least_m2);

/// Area over half the perimeter of all rings, metres: what a long thin shape is wide. 0 for an empty shape.
[[nodiscard]] double mean_width_m(const MultiPolygon& shape);
/// Half the perimeter of all rings, metres: what a long thin shape is long.
[[nodiscard]] double half_perimeter_m(const MultiPolygon& shape);

} // namespace didban
