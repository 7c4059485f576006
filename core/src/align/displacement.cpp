#include "didban/align/displacement.h"

#include <algorithm>
#include <cmath>

namespace didban {

std::array<double, 4> bspline_weights(double t)
{
    const double u = 1 - t, t2 = t * t, t3 = t2 * t;
    return {u * u * u / 6, (3 * t3 - 6 * t2 + 4) / 6, (-3 * t3 + 3 * t2 + 3 * t + 1) / 6, t3 / 6};
}

Displacement Displacement::translation(double dx, double dy)
{
    return affine({dx, 0, 0}, {dy, 0, 0});
}

Displacement Displacement::affine(const std::array<double, 3>& x, const std::array<double, 3>& y)
{
    Displacement d;
    d.x_ = x;
    d.y_ = y;
    return d;
}

Displacement Displacement::spline(double spacing, int columns, int rows, std::vector<Point> control)
{
    return Displacement{}.with_spline(spacing, columns, rows, std::move(control));
}

Displacement Displacement::with_spline(double spacing, int columns, int rows, std::vector<Point> control) const
{
    Displacement d = *this;
    d.spacing_ = spacing;
    d.columns_ = columns;
    d.rows_ = rows;
    d.control_ = std::move(control);
    return d;
}

Point Displacement::at(double col, double row) const
{
    Point p{x_[0] + x_[1] * col + x_[2] * row, y_[0] + y_[1] * col + y_[2] * row};
    if (control_.empty())
        return p;
    // Outside the control lattice the field continues as at its edge.
    const double u = std::clamp(col / spacing_, 0.0, static_cast<double>(columns_ - 3));
    const double v = std::clamp(row / spacing_, 0.0, static_cast<double>(rows_ - 3));
    const int i = std::min(static_cast<int>(u), columns_ - 4), j = std::min(static_cast<int>(v), rows_ - 4);
    const auto wx = bspline_weights(u - i), wy = bspline_weights(v - j);
    for (int b = 0; b < 4; ++b)
        for (int a = 0; a < 4; ++a) {
            const Point& c = control_[static_cast<std::size_t>((j + b) * columns_ + i + a)];
            const double w = wx[static_cast<std::size_t>(a)] * wy[static_cast<std::size_t>(b)];
            p.x += w * c.x;
            p.y += w * c.y;
        }
    return p;
}

Displacement Displacement::on_coarser_grid(double factor) const
{
    Displacement d = *this;
    d.x_[0] /= factor;
    d.y_[0] /= factor;
    d.spacing_ /= factor;
    for (Point& c : d.control_)
        c = {c.x / factor, c.y / factor};
    return d;
}

} // namespace didban
