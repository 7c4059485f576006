#pragma once
#include "didban/ports/raster_source.h"

#include <gdal_priv.h>

#include <string>

namespace didban::gdal {

[[nodiscard]] GDALDataType to_gdal(PixelType type);
/// The nearest of our types; 64-bit integers become Float64. Throws Error{UnreadableInput} naming `name` for complex
/// pixels.
[[nodiscard]] PixelType from_gdal(GDALRasterBand& band, const std::string& name);
/// Whether a Byte band holds two's complement values (metadata PIXELTYPE=SIGNEDBYTE).
[[nodiscard]] bool is_signed_byte(GDALRasterBand& band);
/// CRS of a dataset with longitude/easting first; unknown for none and for local engineering systems.
[[nodiscard]] Crs crs_of(GDALDataset& dataset, const std::string& name);

} // namespace didban::gdal
