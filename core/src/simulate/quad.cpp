#include "didban/simulate/quad.h"

#include <cmath>

namespace didban::simulate {

namespace {

Point lerp(const Point& p, const Point& q, double t)
{
    return {p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t};
}
double distance(const Point& p, const Point& q)
{
    return std::hypot(q.x - p.x, q.y - p.y);
}
double side(const Point& from, const Point& to, const Point& p)
{
    return (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
}

struct Line {
    Point at, along;
};

Point crossing(const Line& l, const Line& m)
{
    const double d = l.along.x * m.along.y - l.along.y * m.along.x;
    const double t = ((m.at.x - l.at.x) * m.along.y - (m.at.y - l.at.y) * m.along.x) / d;
    return {l.at.x + t * l.along.x, l.at.y + t * l.along.y};
}

} // namespace

Point at(const Quad& quad, double a, double b)
{
    return lerp(lerp(quad[0], quad[1], a), lerp(quad[3], quad[2], a), b);
}

Quad part(const Quad& quad, const Span2& s)
{
    return {at(quad, s.a0, s.b0), at(quad, s.a1, s.b0), at(quad, s.a1, s.b1), at(quad, s.a0, s.b1)};
}

double area(const Quad& quad)
{
    return std::abs(signed_area(ring(quad)));
}
double width(const Quad& quad)
{
    return (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2;
}
double length(const Quad& quad)
{
    return (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
}
Point centre(const Quad& quad)
{
    return at(quad, 0.5, 0.5);
}

Box bounds(const Quad& quad)
{
    Box box;
    for (const Point& p : quad)
        box.include(p);
    return box;
}

Ring ring(const Quad& quad)
{
    return {quad.begin(), quad.end()};
}

Quad inset(const Quad& quad, const std::array<double, 4>& metres)
{
    std::array<Line, 4> edges;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point &p = quad[i], &q = quad[(i + 1) % 4];
        const double length_m = distance(p, q);
        const Point along{(q.x - p.x) / length_m, (q.y - p.y) / length_m};
        edges[i] = {{p.x - along.y * metres[i], p.y + along.x * metres[i]}, along};
    }
    return {crossing(edges[3], edges[0]), crossing(edges[0], edges[1]), crossing(edges[1], edges[2]),
            crossing(edges[2], edges[3])};
}

double shared_area(const Ring& convex, const Quad& clip)
{
    Ring subject = convex;
    for (std::size_t i = 0; i < 4 && !subject.empty(); ++i) {
        const Point &from = clip[i], &to = clip[(i + 1) % 4];
        Ring kept;
        for (std::size_t k = 0; k < subject.size(); ++k) {
            const Point &p = subject[k], &q = subject[(k + 1) % subject.size()];
            const double sp = side(from, to, p), sq = side(from, to, q);
            if (sp >= 0)
                kept.push_back(p);
            if ((sp < 0) != (sq < 0))
                kept.push_back(lerp(p, q, sp / (sp - sq)));
        }
        subject = std::move(kept);
    }
    return subject.size() < 3 ? 0.0 : std::abs(signed_area(subject));
}

bool inside(const Quad& quad, const Point& p)
{
    for (std::size_t i = 0; i < 4; ++i)
        if (side(quad[i], quad[(i + 1) % 4], p) < 0)
            return false;
    return true;
}

} // namespace didban::simulate
