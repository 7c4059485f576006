#pragma once
#include "didban/align/pixel_map.h"
#include "didban/grid/raster.h"

#include <span>
#include <vector>

namespace didban {

/// How new pixels are made from source pixels.
enum class Resampling {
    Nearest, ///< classes and masks
    Cubic,   ///< Keys 1981, a = -0.5; bilinear over what is there next to missing pixels
    Average  ///< mean of the source area a pixel covers, missing pixels left out
};

/// The method for imagery when a destination pixel covers `scale` source pixels: averaging above 1.5, or fine texture
/// would alias.
[[nodiscard]] Resampling resampling_for(const Point& scale);
/// Source pixels around a coordinate that the method touches.
[[nodiscard]] std::int64_t resampling_margin(Resampling method, const Point& scale);

/// Makes the pixels of `at.window` for every band. All `bands` cover one source window that holds every coordinate's
/// margin (SourceCoordinates::source_window). A pixel is NaN where the source pixel under its centre is, so that clouds
/// and edges neither grow nor shrink; averages need half of their area. `scale` is only for averages. Pure.
void resample(Resampling method, const Point& scale, std::span<const Raster<float>> bands, const SourceCoordinates& at,
              std::span<Raster<float>> out);

/// Largest value of `source` within the square of `scale` (at least 1) source pixels around each coordinate; NaN
/// counts as 0 and places outside the raster as `outside`. For masks: one bad pixel that a result touches makes it bad.
[[nodiscard]] Raster<float> highest_around(const Point& scale, const Raster<float>& source, const PixelWindow& extent,
                                           float outside, const SourceCoordinates& at);

} // namespace didban
