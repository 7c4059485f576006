#pragma once
#include "dataset_handle.h"

#include <string>

namespace didban::gdal {

/// Opens for reading, not shared with anyone. Throws Error{UnreadableInput}: missing, not a raster, several rasters in
/// one file, placed by control points or RPCs only, or cut short.
[[nodiscard]] DatasetHandle open_raster_dataset(const std::string& path);

} // namespace didban::gdal
