#pragma once
#include "didban/cases/case_clocks.h"
#include "didban/geo/crs.h"
#include "didban/ports/data_access.h"

#include <string>
#include <vector>

namespace didban {

/// Writes cases to `file`: .csv (UTF-8 with BOM, one point per case in WGS 84, empty columns decision, reason,
/// inspector, on, hours and files for the inspector to fill in), .geojson (RFC 7946), .gpkg, .fgb (FlatGeobuf) or
/// .parquet (GeoParquet), the last three in `crs`, which their shapes are in. Throws Error{Usage} for another ending
/// and for a format that GDAL has no driver for.
void write_case_table(const DataAccess& data, const std::vector<Case>& cases, const CaseClocks& clocks, const Crs& crs,
                      const std::string& file);

} // namespace didban
