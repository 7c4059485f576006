#include "didban/align/pixel_map.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

class Nodes {
public:
    Nodes(const PixelMap& map, const Displacement& shift, const PixelWindow& window, int spacing)
        : map_(&map), shift_(&shift), x0_(static_cast<double>(window.x0)), y0_(static_cast<double>(window.y0)),
          spacing_(spacing), columns_(static_cast<int>((window.width + spacing - 1) / spacing)),
          rows_(static_cast<int>((window.height + spacing - 1) / spacing)),
          points_(static_cast<std::size_t>(columns_ + 1) * static_cast<std::size_t>(rows_ + 1))
    {
        for (int r = 0; r <= rows_; ++r)
            for (int c = 0; c <= columns_; ++c)
                node(c, r) = exact(c * spacing_, r * spacing_);
    }

    /// Exact source position of the point `u`, `v` pixels right of and below the window's corner.
    Point exact(double u, double v) const
    {
        const double col = x0_ + u, row = y0_ + v;
        if (shift_->zero())
            return (*map_)(col, row);
        const Point d = shift_->at(col, row);
        return (*map_)(col + d.x, row + d.y);
    }

    /// Largest error of interpolation, measured in the middle of each square of nodes. NaN nodes count as right.
    double worst_error() const
    {
        double worst = 0;
        for (int r = 0; r < rows_; ++r)
            for (int c = 0; c < columns_; ++c) {
                const Point true_point = exact((c + 0.5) * spacing_, (r + 0.5) * spacing_);
                const Point p = between(c, r, 0.5, 0.5);
                const double error = std::hypot(p.x - true_point.x, p.y - true_point.y);
                if (std::isfinite(error))
                    worst = std::max(worst, error);
                else if (std::isfinite(p.x) != std::isfinite(true_point.x))
                    return std::numeric_limits<double>::infinity();
            }
        return worst;
    }

    Point between(int c, int r, double a, double b) const
    {
        const Point &p00 = node(c, r), &p10 = node(c + 1, r), &p01 = node(c, r + 1), &p11 = node(c + 1, r + 1);
        return {(p00.x * (1 - a) + p10.x * a) * (1 - b) + (p01.x * (1 - a) + p11.x * a) * b,
                (p00.y * (1 - a) + p10.y * a) * (1 - b) + (p01.y * (1 - a) + p11.y * a) * b};
    }

    Point first_finite() const
    {
        const auto p = std::find_if(points_.begin(), points_.end(), [](const Point& q) { return std::isfinite(q.x); });
        return p == points_.end() ? Point{nowhere, nowhere} : *p;
    }

    Point& node(int c, int r) { return points_[static_cast<std::size_t>(r * (columns_ + 1) + c)]; }
    const Point& node(int c, int r) const { return points_[static_cast<std::size_t>(r * (columns_ + 1) + c)]; }

private:
    const PixelMap* map_;
    const Displacement* shift_;
    double x0_, y0_;
    int spacing_, columns_, rows_;
    std::vector<Point> points_;
};

} // namespace

PixelMap::PixelMap(const WorkingGrid& from, const WorkingGrid& to)
    : from_(from.transform), to_(to.transform),
      crs_(from.crs.known() ? from.crs : to.crs, to.crs.known() ? to.crs : from.crs)
{
}

Point PixelMap::operator()(double col, double row) const
{
    Point p = from_.to_crs(col, row);
    if (!crs_.identity()) {
        try {
            p = crs_(p);
        } catch (const Error&) {
            return {nowhere, nowhere};
        }
        if (!std::isfinite(p.x) || !std::isfinite(p.y))
            return {nowhere, nowhere};
    }
    return to_.to_pixel(p.x, p.y);
}

Point PixelMap::scale_at(double col, double row) const
{
    const Point west = (*this)(col - 0.5, row), east = (*this)(col + 0.5, row);
    const Point north = (*this)(col, row - 0.5), south = (*this)(col, row + 0.5);
    return {std::hypot(east.x - west.x, south.x - north.x), std::hypot(east.y - west.y, south.y - north.y)};
}

PixelWindow SourceCoordinates::source_window(std::int64_t margin) const
{
    float low_x = std::numeric_limits<float>::infinity(), high_x = -low_x, low_y = low_x, high_y = -low_x;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!(std::isfinite(x[i]) && std::isfinite(y[i])))
            continue;
        low_x = std::min(low_x, x[i]);
        high_x = std::max(high_x, x[i]);
        low_y = std::min(low_y, y[i]);
        high_y = std::max(high_y, y[i]);
    }
    if (!(low_x <= high_x))
        return {x0, y0, 0, 0};
    const auto left = static_cast<std::int64_t>(std::floor(low_x)) - margin,
               top = static_cast<std::int64_t>(std::floor(low_y)) - margin;
    const auto right = static_cast<std::int64_t>(std::floor(high_x)) + margin + 1;
    const auto bottom = static_cast<std::int64_t>(std::floor(high_y)) + margin + 1;
    return {x0 + left, y0 + top, right - left, bottom - top};
}

SourceCoordinates source_coordinates(const PixelMap& map, const Displacement& displacement, const PixelWindow& window)
{
    SourceCoordinates out{window, 0, 0, std::vector<float>(window.pixels()), std::vector<float>(window.pixels())};
    const Point scale = map.scale_at(static_cast<double>(window.x0) + 0.5 * static_cast<double>(window.width),
                                     static_cast<double>(window.y0) + 0.5 * static_cast<double>(window.height));
    const double tolerance = 0.02 * std::max({1.0, scale.x, scale.y});
    int spacing = 64;
    Nodes nodes(map, displacement, window, spacing);
    while (spacing > 1 && nodes.worst_error() > tolerance) {
        spacing /= 4;
        nodes = Nodes(map, displacement, window, spacing);
    }
    const Point origin = nodes.first_finite();
    // Coordinates further away than a float counts exactly mean the window is folded over; they are as good as nowhere.
    constexpr double furthest = 4e6;
    if (std::isfinite(origin.x) && std::isfinite(origin.y) && std::abs(origin.x) < 1e12 && std::abs(origin.y) < 1e12) {
        out.x0 = static_cast<std::int64_t>(std::floor(origin.x));
        out.y0 = static_cast<std::int64_t>(std::floor(origin.y));
    }
    std::size_t i = 0;
    for (std::int64_t row = 0; row < window.height; ++row)
        for (std::int64_t col = 0; col < window.width; ++col, ++i) {
            const double u = static_cast<double>(col) + 0.5, v = static_cast<double>(row) + 0.5;
            const int c = static_cast<int>(col) / spacing, r = static_cast<int>(row) / spacing;
            const Point p = nodes.between(c, r, u / spacing - c, v / spacing - r);
            const double x = p.x - static_cast<double>(out.x0), y = p.y - static_cast<double>(out.y0);
            const bool there = std::abs(x) < furthest && std::abs(y) < furthest;
            out.x[i] = there ? static_cast<float>(x) : std::numeric_limits<float>::quiet_NaN();
            out.y[i] = there ? static_cast<float>(y) : std::numeric_limits<float>::quiet_NaN();
        }
    return out;
}

} // namespace didban
