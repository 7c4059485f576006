#pragma once
#include "didban/ports/feature_source.h"

#include <string>
#include <vector>

namespace didban::gdal {

/// Makes a GeoPackage with these layers and no rows, unless another process was quicker: then that one stays. Equal
/// arguments give equal bytes. Throws Error{OutputFailed}.
void make_geopackage(const std::string& path, const std::vector<LayerSpec>& layers);

} // namespace didban::gdal
