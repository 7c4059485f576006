#include "didban/geo/overlap_area.h"

#include <algorithm>
#include <vector>

namespace didban {

namespace {

/// An edge seen as the area between it and a base line below everything, positive where it bounds the polygon from
/// above.
struct Slab {
    double x0, x1, y0, y1; ///< x0 < x1
    double sign;
};

void add_ring(const Ring& ring, double sign, const Point& origin, std::vector<Slab>& out)
{
    const double turn = signed_area(ring) < 0 ? -sign : sign;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Point a{ring[j].x - origin.x, ring[j].y - origin.y}, b{ring[i].x - origin.x, ring[i].y - origin.y};
        if (a.x > b.x) // counter-clockwise rings run west along their upper side
            out.push_back({b.x, a.x, b.y, a.y, turn});
        else if (a.x < b.x)
            out.push_back({a.x, b.x, a.y, b.y, -turn});
    }
}

std::vector<Slab> slabs(const MultiPolygon& shape, const Point& origin)
{
    std::vector<Slab> out;
    for (const auto& part : shape.parts) {
        if (part.outer.size() >= 3)
            add_ring(part.outer, 1, origin, out);
        for (const auto& hole : part.holes)
            if (hole.size() >= 3)
                add_ring(hole, -1, origin, out);
    }
    return out;
}

/// Integral of the lower of two lines over their common range; heights are above the base line y = 0.
double below_both(const Slab& a, const Slab& b)
{
    const double x0 = std::max(a.x0, b.x0), x1 = std::min(a.x1, b.x1);
    if (x0 >= x1)
        return 0;
    const auto height = [](const Slab& s, double x) { return s.y0 + (s.y1 - s.y0) * ((x - s.x0) / (s.x1 - s.x0)); };
    const double a0 = height(a, x0), a1 = height(a, x1), b0 = height(b, x0), b1 = height(b, x1);
    const double d0 = a0 - b0, d1 = a1 - b1;
    const double width = x1 - x0;
    if ((d0 <= 0 && d1 <= 0) || (d0 >= 0 && d1 >= 0))
        return width * (std::min(a0, b0) + std::min(a1, b1)) / 2;
    const double t = d0 / (d0 - d1), crossing = a0 + t * (a1 - a0);
    return width * (t * (std::min(a0, b0) + crossing) + (1 - t) * (crossing + std::min(a1, b1))) / 2;
}

} // namespace

double overlap_area(const MultiPolygon& a, const MultiPolygon& b, double dx, double dy)
{
    Box box_a = bounds(a);
    const Box box_b = bounds(b);
    box_a = {box_a.x0 + dx, box_a.y0 + dy, box_a.x1 + dx, box_a.y1 + dy};
    if (box_a.empty() || box_b.empty() || !box_a.meets(box_b))
        return 0;
    const Point origin{box_b.x0, std::min(box_a.y0, box_b.y0)};
    const auto of_a = slabs(a, {origin.x - dx, origin.y - dy}), of_b = slabs(b, origin);
    double area = 0;
    for (const Slab& s : of_a)
        for (const Slab& t : of_b)
            area += s.sign * t.sign * below_both(s, t);
    return std::max(0.0, area);
}

} // namespace didban
