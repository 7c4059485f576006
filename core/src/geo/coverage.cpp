#include "didban/geo/coverage.h"

#include "didban/geo/overlay.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Rounding along a row stays far below this; a real share below it does not matter.
constexpr double rounding = 1e-9;
/// A share this far outside [0, 1] is a fault of the polygon.
constexpr double fault = 1e-6;

} // namespace

MultiPolygon to_pixels(MultiPolygon shape, const GeoTransform& transform)
{
    for (auto& part : shape.parts) {
        for (auto& p : part.outer)
            p = transform.to_pixel(p.x, p.y);
        for (auto& hole : part.holes)
            for (auto& p : hole)
                p = transform.to_pixel(p.x, p.y);
    }
    normalise_orientation(shape);
    return shape;
}

/// The stretch x0 → x1 of an edge inside one pixel row, dy of a row high (negative when it runs north). Columns are
/// counted from the window's west edge; what lies west of it counts as lying on it, what lies east of the window adds
/// nothing.
void PixelCoverage::add_in_row(double* row, double x0, double x1, double dy) const
{
    const double width = static_cast<double>(window_.width);
    if (x0 > x1)
        std::swap(x0, x1);
    if (x0 >= width)
        return;
    if (x1 <= 0) {
        row[0] += dy;
        return;
    }
    if (x0 < 0) {
        const double west = dy * (-x0 / (x1 - x0));
        row[0] += west;
        dy -= west;
        x0 = 0;
    }
    if (x1 > width) {
        dy *= (width - x0) / (x1 - x0);
        x1 = width;
    }
    const double first = std::floor(x0);
    const auto from = static_cast<std::size_t>(first), to = static_cast<std::size_t>(std::ceil(x1));
    if (to <= from + 1) {
        const double east = dy * ((x0 + x1) / 2 - first);
        row[from] += dy - east;
        row[from + 1] += east;
        return;
    }
    const double slope = dy / (x1 - x0); // of a row per column
    // area east of the edge in column k, less that in column k - 1
    double before = 0;
    for (std::size_t k = from; k < to; ++k) {
        const double left = std::max(x0, static_cast<double>(k)), right = std::min(x1, static_cast<double>(k + 1));
        const double entered = slope * (left - x0), inside = slope * (right - left);
        const double share = entered + inside * (static_cast<double>(k + 1) - (left + right) / 2);
        row[k] += share - before;
        before = share;
    }
    row[to] += dy - before;
}

void PixelCoverage::add_edge(Point a, Point b)
{
    a = {a.x - static_cast<double>(window_.x0), a.y - static_cast<double>(window_.y0)};
    b = {b.x - static_cast<double>(window_.x0), b.y - static_cast<double>(window_.y0)};
    if (a.y == b.y)
        return;
    // the sign makes a ring that is counter-clockwise as numbers positive
    const double sign = a.y < b.y ? -1 : 1;
    if (a.y > b.y)
        std::swap(a, b);
    const double top = std::max(a.y, 0.0), bottom = std::min(b.y, static_cast<double>(window_.height));
    if (top >= bottom)
        return;
    const double dx_dy = (b.x - a.x) / (b.y - a.y);
    const auto x_at = [&](double y) { return y == b.y ? b.x : a.x + (y - a.y) * dx_dy; };
    double y = top, x = x_at(top);
    for (auto row = static_cast<std::size_t>(top); y < bottom; ++row) {
        const double next_y = std::min(static_cast<double>(row + 1), bottom), next_x = x_at(next_y);
        add_in_row(cells_.data() + row * stride_, x, next_x, sign * (next_y - y));
        y = next_y;
        x = next_x;
    }
}

bool PixelCoverage::cover(const MultiPolygon& pixel_shape, const PixelWindow& window)
{
    const Box box = bounds(pixel_shape);
    window_ = {window.x0, window.y0, 0, 0};
    if (box.empty() || !(box.x1 > static_cast<double>(window.x0)) || !(box.x0 < static_cast<double>(window.x1())) ||
        !(box.y1 > static_cast<double>(window.y0)) || !(box.y0 < static_cast<double>(window.y1())))
        return true;
    const auto low = [](double v, std::int64_t least) {
        return static_cast<std::int64_t>(std::max(std::floor(v), static_cast<double>(least)));
    };
    const auto high = [](double v, std::int64_t most) {
        return static_cast<std::int64_t>(std::min(std::ceil(v), static_cast<double>(most)));
    };
    const std::int64_t x0 = low(box.x0, window.x0), y0 = low(box.y0, window.y0);
    window_ = {x0, y0, high(box.x1, window.x1()) - x0, high(box.y1, window.y1()) - y0};
    stride_ = static_cast<std::size_t>(window_.width) + 2;
    cells_.assign(stride_ * static_cast<std::size_t>(window_.height), 0.0);

    const auto add_ring = [this](const Ring& ring) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
            add_edge(ring[j], ring[i]);
    };
    for (const auto& part : pixel_shape.parts) {
        if (part.outer.size() >= 3)
            add_ring(part.outer);
        for (const auto& hole : part.holes)
            if (hole.size() >= 3)
                add_ring(hole);
    }

    bool valid = true;
    for (std::int64_t r = 0; r < window_.height; ++r) {
        double* cells = cells_.data() + static_cast<std::size_t>(r) * stride_;
        double share = 0;
        for (std::int64_t c = 0; c < window_.width; ++c) {
            share += cells[c];
            valid = valid && share > -fault && share < 1 + fault;
            cells[c] = share < rounding ? 0 : share > 1 - rounding ? 1 : share;
        }
    }
    return valid;
}

std::vector<CoverageSpan> coverage(const MultiPolygon& shape, const GeoTransform& transform, const PixelWindow& window)
{
    PixelCoverage kernel;
    if (!kernel.cover(to_pixels(shape, transform), window))
        kernel.cover(to_pixels(overlay::make_valid(shape), transform), window);
    std::vector<CoverageSpan> spans;
    const PixelWindow& w = kernel.window();
    for (std::int64_t r = w.y0; r < w.y1(); ++r) {
        const auto shares = kernel.row(r);
        for (std::size_t c = 0; c < shares.size();) {
            std::size_t end = c + 1;
            while (end < shares.size() && shares[end] == shares[c])
                ++end;
            if (shares[c] > 0)
                spans.push_back(
                    {r, w.x0 + static_cast<std::int64_t>(c), w.x0 + static_cast<std::int64_t>(end), shares[c]});
            c = end;
        }
    }
    return spans;
}

} // namespace didban
