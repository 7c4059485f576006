#pragma once
#include "didban/grid/raster.h"

namespace didban::change {

/// Pixels of a scene on a lattice whose pixels are `scale` times as many along each axis (scale below 1: coarser). Both
/// lattices start at the scene's north-west corner, so that any two windows agree where they overlap. Area average when
/// shrinking, bilinear when growing; missing (NaN) pixels are left out, and a pixel that sees nothing is NaN.
[[nodiscard]] Raster<float> onto_lattice(const Raster<float>& image, double scale, const PixelWindow& wanted);

/// Back again: bilinear values of a lattice raster at the centres of the image pixels of `wanted`.
[[nodiscard]] Raster<float> from_lattice(const Raster<float>& lattice, double scale, const PixelWindow& wanted);

} // namespace didban::change
