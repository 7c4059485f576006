#pragma once
#include "didban/ports/data_access.h"

namespace didban::gdal {

std::unique_ptr<RasterSink> create_raster(const std::string& path, const RasterSpec& spec);

} // namespace didban::gdal
