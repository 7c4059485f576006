#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/geo_transform.h"
#include "didban/grid/raster.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace didban {

/// Sets the pixels of the raster's window whose centres lie inside a polygon, by even-odd crossings of each row.
/// `polygon` in the CRS of the scene's `transform`.
template <class T>
void fill_polygon(Raster<T>& out, const Polygon& polygon, const GeoTransform& transform, T value)
{
    const PixelWindow& window = out.window();
    const auto at = [](double v) { return static_cast<std::int64_t>(std::ceil(v)); };
    std::vector<Ring> rings{polygon.outer};
    rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
    double top = 1e300, bottom = -1e300;
    for (Ring& ring : rings)
        for (Point& p : ring) {
            p = transform.to_pixel(p.x, p.y);
            p = {p.x - static_cast<double>(window.x0), p.y - static_cast<double>(window.y0)};
            top = std::min(top, p.y);
            bottom = std::max(bottom, p.y);
        }
    const double height = static_cast<double>(out.height()), width = static_cast<double>(out.width());
    const auto first = static_cast<std::int64_t>(std::floor(std::clamp(top, 0.0, height)));
    const auto last = std::min(out.height() - 1, at(std::clamp(bottom, -1.0, height)));
    for (std::int64_t row = first; row <= last; ++row) {
        const double y = static_cast<double>(row) + 0.5;
        std::vector<double> crossings;
        for (const Ring& ring : rings)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
                if ((a.y <= y) != (b.y <= y))
                    crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
            const std::int64_t from = at(std::clamp(crossings[k] - 0.5, 0.0, width));
            const std::int64_t to = at(std::clamp(crossings[k + 1] - 0.5, 0.0, width));
            for (std::int64_t col = from; col < to; ++col)
                out.at(col, row) = value;
        }
    }
}

} // namespace didban
