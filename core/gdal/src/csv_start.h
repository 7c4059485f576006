#pragma once
#include <string>

namespace didban::gdal {

/// Spreadsheets may write a first line "sep=;" into a CSV file, which is no row: the file without it, as a GDAL path;
/// `path` itself when there is none.
[[nodiscard]] std::string without_separator_line(const std::string& path);

} // namespace didban::gdal
