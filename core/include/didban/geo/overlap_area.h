#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// Planar area that two valid polygons share, with `a` moved by (dx, dy): the sum, over pairs of edges, of the signed
/// areas below both (a closed form of Green's theorem for an intersection). No polygon is built, so nothing can fail on
/// nearly coincident edges. Cost: the number of pairs of edges that have a common range of x. Rings may run either way;
/// holes count as holes. Same unit as the coordinates, squared. Thread-safe.
[[nodiscard]] double overlap_area(const MultiPolygon& a, const MultiPolygon& b, double dx = 0, double dy = 0);

} // namespace didban
