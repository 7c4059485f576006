#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// A point inside the largest part of the shape, away from its edges along one parallel; the middle of the box for a
/// shape without area. Where somebody can be sent.
[[nodiscard]] Point interior_point(const MultiPolygon& shape);

} // namespace didban
