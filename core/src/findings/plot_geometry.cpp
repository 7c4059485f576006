#include "plot_geometry.h"

#include "didban/geo/perimeter.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Distance behind a line, as coordinates (along, behind).
Ring turned(const Ring& ring, const Point& a, const Point& b)
{
    const double length = std::hypot(b.x - a.x, b.y - a.y), ux = (b.x - a.x) / length, uy = (b.y - a.y) / length;
    Ring out;
    out.reserve(ring.size());
    for (const Point& p : ring)
        out.push_back({(p.x - a.x) * ux + (p.y - a.y) * uy, (p.y - a.y) * ux - (p.x - a.x) * uy});
    return out;
}

/// Signed area of the part of a ring with y above `least` (Sutherland-Hodgman; the doubled edges of a concave ring on
/// the line hold no area).
double area_above(const Ring& ring, double least)
{
    Ring kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point &p = ring[i], &q = ring[(i + 1) % ring.size()];
        if (p.y >= least)
            kept.push_back(p);
        if ((p.y >= least) != (q.y >= least)) {
            const double t = (least - p.y) / (q.y - p.y);
            kept.push_back({p.x + t * (q.x - p.x), least});
        }
    }
    return kept.size() < 3 ? 0 : signed_area(kept);
}

} // namespace

double built_depth_m(const MultiPolygon& shape, const Point& a, const Point& b, double least_m2)
{
    std::vector<Ring> outers, holes;
    double deepest = 0;
    for (const Polygon& part : shape.parts) {
        outers.push_back(turned(part.outer, a, b));
        for (const Point& p : outers.back())
            deepest = std::max(deepest, p.y);
        for (const Ring& hole : part.holes)
            holes.push_back(turned(hole, a, b));
    }
    const auto beyond = [&](double depth) {
        double sum = 0;
        for (const Ring& r : outers)
            sum += std::abs(area_above(r, depth));
        for (const Ring& r : holes)
            sum -= std::abs(area_above(r, depth));
        return sum;
    };
    if (deepest <= 0 || beyond(0) < least_m2)
        return 0;
    double low = 0, high = deepest;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (beyond(middle) >= least_m2 ? low : high) = middle;
    }
    return low;
}

double half_perimeter_m(const MultiPolygon& shape)
{
    return perimeter(shape) / 2;
}

double mean_width_m(const MultiPolygon& shape)
{
    const double length = half_perimeter_m(shape);
    return length > 0 ? planar_area(shape) / length : 0;
}

} // namespace didban
