#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// Length of a closed ring, and of all rings of a shape, holes included; planar, in the unit of the coordinates. Pure.
[[nodiscard]] double perimeter(const Ring& ring);
[[nodiscard]] double perimeter(const MultiPolygon& shape);

} // namespace didban
