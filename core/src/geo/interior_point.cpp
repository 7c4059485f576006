#include "didban/geo/interior_point.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

void add_crossings(const Ring& ring, double y, std::vector<double>& xs)
{
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
        if ((a.y > y) != (b.y > y))
            xs.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
}

} // namespace

Point interior_point(const MultiPolygon& shape)
{
    const Polygon* largest = nullptr;
    double most = 0;
    for (const Polygon& part : shape.parts)
        if (const double area = std::abs(signed_area(part.outer)); area > most) {
            most = area;
            largest = &part;
        }
    const Box box = bounds(largest != nullptr ? MultiPolygon{{*largest}} : shape);
    Point best{(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    if (largest == nullptr)
        return best;
    double widest = 0;
    for (const double share : {0.5, 0.37, 0.63, 0.23, 0.77, 0.11, 0.89}) {
        const double y = box.y0 + share * (box.y1 - box.y0);
        std::vector<double> xs;
        add_crossings(largest->outer, y, xs);
        for (const Ring& hole : largest->holes)
            add_crossings(hole, y, xs);
        std::sort(xs.begin(), xs.end());
        for (std::size_t i = 0; i + 1 < xs.size(); i += 2)
            if (xs[i + 1] - xs[i] > widest) {
                widest = xs[i + 1] - xs[i];
                best = {(xs[i] + xs[i + 1]) / 2, y};
            }
    }
    return best;
}

} // namespace didban
