#pragma once
#include "didban/align/tie_point.h"
#include "didban/ports/data_access.h"

#include <string>
#include <vector>

namespace didban {

/// Writes tie-point candidates as CSV (pixels of the reference), or as GeoJSON points in lon/lat when the reference is
/// georeferenced; the ending of `path` decides. Under a temporary name until complete. Throws Error{Usage} for another
/// ending, Error{OutputFailed}.
void write_tie_points(const DataAccess& data, const std::string& reference, const std::vector<TiePoint>& points,
                      const std::string& path);

} // namespace didban
