#pragma once
#include "didban/ports/data_access.h"

namespace didban::gdal {

std::unique_ptr<RasterSource> open_raster(const std::string& path);

} // namespace didban::gdal
