#pragma once
#include <string>

namespace didban {

/// "GPKG", "GeoJSON", "CSV", "FlatGeobuf" (.fgb) or "Parquet" by the end of a file's name. Throws Error{Usage} for
/// another one.
[[nodiscard]] std::string table_format(const std::string& path);

/// Whether a name ends as a table's, where others stand for JSON that is no table.
[[nodiscard]] bool names_table(const std::string& path);

} // namespace didban
