#pragma once
#include "didban/ports/raster_source.h"

#include <span>
#include <string>

namespace didban {

/// The scene classification beside an image, as Sen2Cor (…_SCL_20m.jp2), sen2r (…_SCL_10.tif beside …_BOA_10.tif),
/// cloud-optimised archives (SCL.tif beside B04.tif) and others (…_SCL.tif) name it; "" when there is none.
[[nodiscard]] std::string class_raster_beside(const std::string& image);

/// Whether a mask raster holds Sentinel-2 scene classes, not flags: its name or band says SCL, or its values are whole
/// numbers from 0 to 11 with at least two of the classes 4 to 7 among them.
[[nodiscard]] bool holds_scene_classes(const RasterSource& mask);

/// Values as stored, where the reader can tell: what a no-data value says of a mask is for the mask to decide.
void read_marks(RasterReader& reader, int band, const PixelWindow& window, std::span<float> out);

} // namespace didban
