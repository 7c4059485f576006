#pragma once
#include "didban/grid/raster.h"

namespace didban {

/// What two images of one place have in common when light, season and sensor differ: the direction of edges, with a
/// soft vote for their strength. Zero where pixels are missing or near such pixels.
struct Structure {
    Raster<float> x, y;   ///< gradient divided by (its length + the window's typical length); length below 1
    Raster<float> valid;  ///< 1 where a gradient could be measured, else 0
    double typical{};     ///< median length of the gradient, in units of the image per pixel
    double valid_share{}; ///< of the window's pixels
};

/// Edges of `gray` (any radiometric scale, NaN = missing) after smoothing with a Gaussian of `sigma` pixels. Edges
/// inside and along deep shadow count `shadow_weight`: shadows move with the sun, buildings do not. Pure.
[[nodiscard]] Structure structure_of(const Raster<float>& gray, double sigma = 1.0, float shadow_weight = 0.35F);

} // namespace didban
