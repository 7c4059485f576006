#pragma once
#include <string>
#include <utility>
#include <vector>

namespace didban {

/// Name and version of GDAL and of the GEOS and PROJ that it runs with: "gdal", "geos", "proj".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> gdal_versions();

} // namespace didban
