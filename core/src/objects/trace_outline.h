#pragma once
#include "didban/objects/components.h"

#include <vector>

namespace didban {

/// Outline along pixel edges of an 8-connected set of runs sorted by row and column; pixel coordinates.
MultiPolygon trace_outline(const std::vector<PixelRun>& runs);

} // namespace didban
