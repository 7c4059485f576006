#pragma once
#include "didban/align/displacement.h"
#include "didban/align/tie_point.h"

#include <cstdint>
#include <string>
#include <vector>

namespace didban {

/// How a displacement field was chosen and how well it holds where it was not fitted.
struct DisplacementFit {
    Displacement field;
    std::string model;    ///< "none", "translation", "affine" or "spline"
    double residual_px{}; ///< root mean square length of the error at tie points left out of the fit (5 folds)
    double before_px{};   ///< the same without any correction
    int points{};         ///< used
};

/// Marks as Outlier the used points more than 4 pixels off the affine map that most points agree on, then those that
/// differ from the median of their 12 nearest neighbours by more than 3 robust standard deviations (at least 0.35
/// pixel). Deterministic. Returns the number left.
int reject_outliers(std::vector<TiePoint>& points);

/// Robust affine displacement by random sample consensus over triples (seeded) and least squares over those within
/// `tolerance` pixels. Returns how many agree; fewer than 3 points: 0.
int consensus_affine(const std::vector<TiePoint>& points, double tolerance, Displacement& field);

/// The simplest of: no displacement, translation, affine, smooth splines, that predicts left-out points as well as any.
/// A more complex model must win by more than two standard errors of the paired squared errors, and nothing below
/// `least_shift_px` at all points is applied: noise is not resampled into the image. `width`, `height`: of the
/// reference grid, pixels; `spacing`: of the tie-point lattice.
[[nodiscard]] DisplacementFit fit_displacement(const std::vector<TiePoint>& points, std::int64_t width,
                                               std::int64_t height, double spacing, double least_shift_px = 0.05);

} // namespace didban
