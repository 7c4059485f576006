#pragma once
#include "didban/geo/polygon.h"

#include <cstdint>
#include <vector>

namespace didban {

/// Pixels col0 … col1-1 of one row.
struct Run {
    std::int32_t row, col0, col1;
};

/// Outline along pixel edges of an 8-connected set of runs sorted by row and column; pixel coordinates.
MultiPolygon trace_outline(const std::vector<Run>& runs);

} // namespace didban
