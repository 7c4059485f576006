#pragma once
#include "didban/ports/work_rasters.h"

namespace didban::gdal {

std::unique_ptr<RasterSink> create_raster(RasterUse use, const std::string& path, const RasterSpec& spec);
/// As WorkRasters::publish_raster().
void publish_raster(const std::string& made, const std::string& path, int threads);

} // namespace didban::gdal
