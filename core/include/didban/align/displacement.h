#pragma once
#include "didban/grid/geo_transform.h"

#include <array>
#include <cstdint>
#include <vector>

namespace didban {

/// A smooth field of shifts over the reference grid: where the target's content stands relative to the reference, in
/// reference pixels, right and down. An affine part, and on top of it optionally a uniform cubic B-spline. Immutable;
/// any thread may evaluate it.
class Displacement {
public:
    Displacement() = default; ///< zero everywhere
    static Displacement translation(double dx, double dy);
    /// dx = x[0] + x[1]·col + x[2]·row, dy likewise; col and row in pixels of the reference grid.
    static Displacement affine(const std::array<double, 3>& x, const std::array<double, 3>& y);
    /// Control points `spacing` pixels apart, `columns` × `rows` of them, row by row; the first stands at (-spacing,
    /// -spacing).
    static Displacement spline(double spacing, int columns, int rows, std::vector<Point> control);

    /// The same affine part with a B-spline as spline() takes it in place of this one's.
    [[nodiscard]] Displacement with_spline(double spacing, int columns, int rows, std::vector<Point> control) const;

    [[nodiscard]] Point at(double col, double row) const;
    [[nodiscard]] bool zero() const
    {
        return control_.empty() && x_ == std::array<double, 3>{} && y_ == std::array<double, 3>{};
    }
    /// The same field on a grid whose pixels are `factor` times as large.
    [[nodiscard]] Displacement on_coarser_grid(double factor) const;

private:
    std::array<double, 3> x_{}, y_{};
    double spacing_{};
    int columns_{}, rows_{};
    std::vector<Point> control_;
};

/// Weights of the four control points around a position of a uniform cubic B-spline; `t` in [0, 1] from the second to
/// the third.
[[nodiscard]] std::array<double, 4> bspline_weights(double t);

} // namespace didban
