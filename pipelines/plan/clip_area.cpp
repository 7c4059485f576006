#include "pipelines/plan/clip_area.h"

#include "didban/geo/overlap_area.h"
#include "didban/geo/segment.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace didban {

namespace {

double cross(const Point& o, const Point& a, const Point& b)
{
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Keeps the part of `in` that lies left of a → b.
void clip_half_plane(const Ring& in, const Point& a, const Point& b, Ring& out)
{
    out.clear();
    if (in.empty())
        return;
    Point previous = in.back();
    double before = cross(a, b, previous);
    for (const Point& p : in) {
        const double now = cross(a, b, p);
        if ((before >= 0) != (now >= 0)) {
            const double t = before / (before - now);
            out.push_back({previous.x + t * (p.x - previous.x), previous.y + t * (p.y - previous.y)});
        }
        if (now >= 0)
            out.push_back(p);
        previous = p;
        before = now;
    }
}

bool convex(const Ring& ring)
{
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i)
        if (cross(ring[i], ring[(i + 1) % n], ring[(i + 2) % n]) < 0)
            return false;
    return n >= 3;
}

/// Signed clip of every ring of `b` by a convex counter-clockwise ring.
double clip_all(const Ring& clip, const MultiPolygon& b)
{
    double sum = 0;
    for (const Polygon& part : b.parts) {
        sum += shared_area(clip, part.outer);
        for (const Ring& hole : part.holes)
            sum -= shared_area(clip, hole);
    }
    return sum;
}

double ring_share(const Ring& ring, const MultiPolygon& b)
{
    const double turn = signed_area(ring);
    if (ring.size() < 3 || turn == 0)
        return 0;
    if (turn > 0 && convex(ring))
        return clip_all(ring, b);
    double sum = 0;
    Ring triangle(3);
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        triangle = {ring[0], ring[i], ring[i + 1]};
        const double side = cross(triangle[0], triangle[1], triangle[2]);
        if (side == 0)
            continue;
        if (side < 0)
            std::swap(triangle[1], triangle[2]);
        sum += (side > 0 ? 1 : -1) * clip_all(triangle, b);
    }
    return turn > 0 ? sum : -sum;
}

double segment_distance(const Point& a, const Point& b, const Point& c, const Point& d)
{
    const double s1 = cross(a, b, c), s2 = cross(a, b, d), s3 = cross(c, d, a), s4 = cross(c, d, b);
    if (((s1 > 0 && s2 < 0) || (s1 < 0 && s2 > 0)) && ((s3 > 0 && s4 < 0) || (s3 < 0 && s4 > 0)))
        return 0;
    return std::min({distance_to_segment(a, c, d), distance_to_segment(b, c, d), distance_to_segment(c, a, b),
                     distance_to_segment(d, a, b)});
}

template <class Visit>
void each_edge(const MultiPolygon& shape, Visit visit)
{
    const auto ring_edges = [&](const Ring& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i)
            visit(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
    };
    for (const Polygon& part : shape.parts) {
        ring_edges(part.outer);
        for (const Ring& hole : part.holes)
            ring_edges(hole);
    }
}

constexpr std::size_t few_corners = 200; // above, clipping by every triangle costs more than a sweep

std::size_t corners(const MultiPolygon& shape)
{
    std::size_t count = 0;
    each_edge(shape, [&](const Point&, const Point&) { ++count; });
    return count;
}

} // namespace

double shared_area(const Ring& clip, const Ring& subject)
{
    thread_local Ring now, next;
    now = subject;
    for (std::size_t i = 0; i < clip.size() && now.size() >= 3; ++i) {
        clip_half_plane(now, clip[i], clip[i + 1 == clip.size() ? 0 : i + 1], next);
        now.swap(next);
    }
    return now.size() < 3 ? 0 : std::abs(signed_area(now));
}

double shared_area(const MultiPolygon& a, const MultiPolygon& b)
{
    double sum = 0;
    for (const Polygon& part : a.parts) {
        sum += ring_share(part.outer, b);
        for (const Ring& hole : part.holes)
            sum -= ring_share(hole, b);
    }
    return std::max(0.0, sum);
}

double ShapeProbe::shared(const MultiPolygon& small, const Box& box, double area) const
{
    if (!box_.meets(box))
        return 0;
    bool edge_near = false;
    each_edge(*shape_, [&](const Point& p, const Point& q) {
        edge_near |= std::min(p.x, q.x) <= box.x1 && std::max(p.x, q.x) >= box.x0 && std::min(p.y, q.y) <= box.y1 &&
                     std::max(p.y, q.y) >= box.y0;
    });
    if (!edge_near && !small.empty())
        return contains(*shape_, small.parts.front().outer.front()) ? area : 0;
    return corners(small) > few_corners ? overlap_area(small, *shape_) : shared_area(small, *shape_);
}

double edge_distance(const MultiPolygon& a, const MultiPolygon& b)
{
    if (a.empty() || b.empty())
        return std::numeric_limits<double>::infinity();
    if (contains(b, a.parts.front().outer.front()) || contains(a, b.parts.front().outer.front()))
        return 0;
    double least = std::numeric_limits<double>::infinity();
    each_edge(a, [&](const Point& p, const Point& q) {
        each_edge(b, [&](const Point& r, const Point& s) { least = std::min(least, segment_distance(p, q, r, s)); });
    });
    return least;
}

} // namespace didban
