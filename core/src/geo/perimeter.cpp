#include "didban/geo/perimeter.h"

#include <cmath>

namespace didban {

double perimeter(const Ring& ring)
{
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
        sum += std::hypot(b.x - a.x, b.y - a.y);
    }
    return sum;
}

double perimeter(const MultiPolygon& shape)
{
    double sum = 0;
    for (const Polygon& part : shape.parts) {
        sum += perimeter(part.outer);
        for (const Ring& hole : part.holes)
            sum += perimeter(hole);
    }
    return sum;
}

} // namespace didban
