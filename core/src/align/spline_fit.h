#pragma once
#include "didban/align/displacement.h"

#include <span>
#include <vector>

namespace didban {

/// A measured shift at a place, with the weight its error deserves.
struct ShiftSample {
    Point at;    ///< reference grid, pixels
    Point shift; ///< pixels
    double weight{1};
};

/// Weighted least squares of one constant or one plane per axis.
[[nodiscard]] Displacement fit_translation(std::span<const ShiftSample> samples);
[[nodiscard]] Displacement fit_affine(std::span<const ShiftSample> samples);

/// Uniform cubic B-spline whose bending is penalised (second differences of the control points, after Eilers and Marx
/// 1996), so that it turns into a plane where there are no samples. `stiffness`: weight of the penalty relative to one
/// sample per control point.
[[nodiscard]] Displacement fit_spline(std::span<const ShiftSample> samples, std::int64_t width, std::int64_t height,
                                      double spacing, double stiffness);

} // namespace didban
