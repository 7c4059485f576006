#pragma once
#include "didban/ports/work_rasters.h"

#include <memory>
#include <string>

namespace didban::detect {

/// Probabilities in steps of 1/250 as a scratch raster of one byte a pixel; NaN = none. Reading gives the very numbers
/// that rounding to a step gives.
[[nodiscard]] std::unique_ptr<RasterSink> create_stepped(const DataAccess& data, const std::string& path,
                                                         std::int64_t width, std::int64_t height, int bands);
/// Thread-safe, as RasterSource says.
[[nodiscard]] std::unique_ptr<RasterSource> open_stepped(const DataAccess& data, const std::string& path);

} // namespace didban::detect
