#pragma once
#include "didban/ports/raster_source.h"

#include <optional>
#include <span>
#include <string>

namespace didban {

/// What every sink does to its values. Makes values fit a pixel type in place: NaN becomes `nodata`, integers are
/// rounded half away from zero and clamped, and a valid value that would come out as `nodata` moves to the neighbouring
/// number. Throws Error{Internal} naming `name` for NaN in an integer raster without nodata.
void encode_pixels(std::span<double> values, PixelType type, const std::optional<double>& nodata,
                   const std::string& name);

} // namespace didban
