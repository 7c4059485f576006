#pragma once
#include "didban/grid/geo_transform.h"

namespace didban {

/// Distance of `p` from the nearest place of the segment from `a` to `b`, in the unit of the coordinates. Pure.
[[nodiscard]] double distance_to_segment(const Point& p, const Point& a, const Point& b);

} // namespace didban
