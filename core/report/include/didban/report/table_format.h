#pragma once
#include <string>

namespace didban {

/// "GPKG", "GeoJSON", "CSV", "FlatGeobuf" (.fgb) or "Parquet" by the end of a file's name. Throws Error{Usage} for
/// another one.
[[nodiscard]] std::string table_format(const std::string& path);

} // namespace didban
