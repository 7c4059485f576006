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

/// Sum over the pairs of edges that stand above a common stretch of the base line, found by a sweep along it.
double sum_of_pairs(std::vector<Slab> of_a, std::vector<Slab> of_b)
{
    const auto by_start = [](const Slab& s, const Slab& t) { return s.x0 < t.x0; };
    std::stable_sort(of_a.begin(), of_a.end(), by_start);
    std::stable_sort(of_b.begin(), of_b.end(), by_start);
    double area = 0;
    std::vector<const Slab*> open_a, open_b; // begun and not known to have ended
    const auto meet = [&area](const Slab& next, std::vector<const Slab*>& open) {
        std::erase_if(open, [&](const Slab* slab) { return slab->x1 <= next.x0; });
        for (const Slab* slab : open)
            area += slab->sign * next.sign * below_both(*slab, next);
    };
    for (std::size_t i = 0, j = 0; i < of_a.size() || j < of_b.size();)
        if (j == of_b.size() || (i < of_a.size() && of_a[i].x0 < of_b[j].x0)) {
            meet(of_a[i], open_b);
            open_a.push_back(&of_a[i++]);
        } else {
            meet(of_b[j], open_a);
            open_b.push_back(&of_b[j++]);
        }
    return area;
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
    return std::max(0.0, sum_of_pairs(slabs(a, {origin.x - dx, origin.y - dy}), slabs(b, origin)));
}

} // namespace didban
