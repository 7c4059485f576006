#include "spline_fit.h"

#include "solve.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

Displacement fit_translation(std::span<const ShiftSample> samples)
{
    double w = 0, x = 0, y = 0;
    for (const auto& s : samples) {
        w += s.weight;
        x += s.weight * s.shift.x;
        y += s.weight * s.shift.y;
    }
    return w > 0 ? Displacement::translation(x / w, y / w) : Displacement{};
}

Displacement fit_affine(std::span<const ShiftSample> samples)
{
    // Coordinates about their centre and in units of their spread keep the system well conditioned.
    double w = 0, cx = 0, cy = 0, extent = 1;
    for (const auto& s : samples) {
        w += s.weight;
        cx += s.weight * s.at.x;
        cy += s.weight * s.at.y;
    }
    if (!(w > 0))
        return {};
    cx /= w;
    cy /= w;
    for (const auto& s : samples)
        extent = std::max({extent, std::abs(s.at.x - cx), std::abs(s.at.y - cy)});
    NormalEquations n(3);
    for (const auto& s : samples) {
        const std::array<double, 3> a{1, (s.at.x - cx) / extent, (s.at.y - cy) / extent};
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j)
                n.at(i, j) += s.weight * a[i] * a[j];
            n.right_x[i] += s.weight * a[i] * s.shift.x;
            n.right_y[i] += s.weight * a[i] * s.shift.y;
        }
    }
    solve(n);
    const auto plane = [&](const std::vector<double>& b) {
        const double per_col = b[1] / extent, per_row = b[2] / extent;
        return std::array<double, 3>{b[0] - per_col * cx - per_row * cy, per_col, per_row};
    };
    return Displacement::affine(plane(n.right_x), plane(n.right_y));
}

Displacement fit_spline(std::span<const ShiftSample> samples, std::int64_t width, std::int64_t height, double spacing,
                        double stiffness)
{
    const int columns = static_cast<int>(std::ceil(static_cast<double>(width) / spacing)) + 3;
    const int rows = static_cast<int>(std::ceil(static_cast<double>(height) / spacing)) + 3;
    const auto index = [&](int c, int r) { return static_cast<std::size_t>(r * columns + c); };
    NormalEquations n(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (const auto& s : samples) {
        const double u = s.at.x / spacing, v = s.at.y / spacing;
        const int i = std::clamp(static_cast<int>(u), 0, columns - 4), j = std::clamp(static_cast<int>(v), 0, rows - 4);
        const auto wx = bspline_weights(std::clamp(u - i, 0.0, 1.0)), wy = bspline_weights(std::clamp(v - j, 0.0, 1.0));
        std::array<std::pair<std::size_t, double>, 16> terms;
        for (std::size_t k = 0; k < 16; ++k)
            terms[k] = {index(i + static_cast<int>(k % 4), j + static_cast<int>(k / 4)), wx[k % 4] * wy[k / 4]};
        for (const auto& [a, wa] : terms) {
            for (const auto& [b, wb] : terms)
                n.at(a, b) += s.weight * wa * wb;
            n.right_x[a] += s.weight * wa * s.shift.x;
            n.right_y[a] += s.weight * wa * s.shift.y;
        }
    }
    // Thin-plate energy of the control net: second differences along both axes, and twice the mixed one.
    const auto penalise = [&](std::initializer_list<std::pair<std::size_t, double>> difference, double weight) {
        for (const auto& [a, wa] : difference)
            for (const auto& [b, wb] : difference)
                n.at(a, b) += stiffness * weight * wa * wb;
    };
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            if (c + 2 < columns)
                penalise({{index(c, r), 1}, {index(c + 1, r), -2}, {index(c + 2, r), 1}}, 1);
            if (r + 2 < rows)
                penalise({{index(c, r), 1}, {index(c, r + 1), -2}, {index(c, r + 2), 1}}, 1);
            if (c + 1 < columns && r + 1 < rows)
                penalise({{index(c, r), 1}, {index(c + 1, r), -1}, {index(c, r + 1), -1}, {index(c + 1, r + 1), 1}}, 2);
        }
    solve(n);
    std::vector<Point> control(n.size);
    for (std::size_t k = 0; k < n.size; ++k)
        control[k] = {n.right_x[k], n.right_y[k]};
    return Displacement::spline(spacing, columns, rows, std::move(control));
}

} // namespace didban
