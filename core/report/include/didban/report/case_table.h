#pragma once
#include "didban/cases/case.h"
#include "didban/geo/crs.h"
#include "didban/ports/data_access.h"

#include <string>
#include <vector>

namespace didban {

/// Writes cases to `file`: .csv (UTF-8 with BOM, one point per case in WGS 84, empty columns decision, reason and on
/// for the inspector to fill in), .geojson (RFC 7946) or .gpkg (in `crs`, which their shapes are in). Throws
/// Error{Usage} for another ending.
void write_case_table(const DataAccess& data, const std::vector<Case>& cases, const Crs& crs, const std::string& file);

} // namespace didban
