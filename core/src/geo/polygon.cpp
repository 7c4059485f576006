#include "didban/geo/polygon.h"

#include <algorithm>

namespace didban {

namespace {

bool ring_contains(const Ring& ring, const Point& p)
{
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Point &a = ring[i], &b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * ((p.y - a.y) / (b.y - a.y)))
            inside = !inside;
    }
    return inside;
}

/// Adds a ring's area-weighted centre, measured from `origin` to keep the sums small.
void add_moments(const Ring& ring, const Point& origin, double sign, double& area, Point& moment)
{
    double ring_area = 0;
    Point m{};
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double ax = ring[j].x - origin.x, ay = ring[j].y - origin.y;
        const double bx = ring[i].x - origin.x, by = ring[i].y - origin.y;
        const double cross = ax * by - bx * ay;
        ring_area += cross / 2;
        m.x += cross * (ax + bx) / 6;
        m.y += cross * (ay + by) / 6;
    }
    const double s = ring_area < 0 ? -sign : sign;
    area += s * ring_area;
    moment.x += s * m.x;
    moment.y += s * m.y;
}

void orient(Ring& ring, bool counter_clockwise)
{
    if (ring.size() > 1 && ring.front() == ring.back())
        ring.pop_back();
    const double area = signed_area(ring);
    if (counter_clockwise ? area < 0 : area > 0)
        std::reverse(ring.begin(), ring.end());
}

} // namespace

Box bounds(const MultiPolygon& shape)
{
    Box box;
    for (const auto& part : shape.parts)
        for (const auto& p : part.outer)
            box.include(p);
    return box;
}

double signed_area(const Ring& ring)
{
    if (ring.size() < 3)
        return 0;
    const Point o = ring.front();
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
    return twice / 2;
}

double planar_area(const MultiPolygon& shape)
{
    double area = 0;
    for (const auto& part : shape.parts) {
        area += std::abs(signed_area(part.outer));
        for (const auto& hole : part.holes)
            area -= std::abs(signed_area(hole));
    }
    return area;
}

Point centroid(const MultiPolygon& shape)
{
    const Box box = bounds(shape);
    if (box.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    const Point origin{(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    double area = 0;
    Point moment{};
    for (const auto& part : shape.parts) {
        add_moments(part.outer, origin, 1, area, moment);
        for (const auto& hole : part.holes)
            add_moments(hole, origin, -1, area, moment);
    }
    if (!(area > 0))
        return origin;
    return {origin.x + moment.x / area, origin.y + moment.y / area};
}

MultiPolygon translated(MultiPolygon shape, const Point& by)
{
    const auto move = [&](Ring& ring) {
        for (Point& p : ring)
            p = {p.x + by.x, p.y + by.y};
    };
    for (Polygon& part : shape.parts) {
        move(part.outer);
        for (Ring& hole : part.holes)
            move(hole);
    }
    return shape;
}

bool contains(const MultiPolygon& shape, const Point& p)
{
    bool inside = false;
    for (const auto& part : shape.parts) {
        if (!part.outer.empty() && ring_contains(part.outer, p))
            inside = !inside;
        for (const auto& hole : part.holes)
            if (!hole.empty() && ring_contains(hole, p))
                inside = !inside;
    }
    return inside;
}

void normalise_orientation(MultiPolygon& shape)
{
    for (auto& part : shape.parts) {
        orient(part.outer, true);
        for (auto& hole : part.holes)
            orient(hole, false);
    }
}

} // namespace didban
