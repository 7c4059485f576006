#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// What of a valid shape lies in a box; cheap also for thousands of corners. Thread-safe.
[[nodiscard]] MultiPolygon clip(const MultiPolygon& shape, const Box& box);

} // namespace didban
