#include "didban/geo/overlay.h"

#include "geos_handles.h"

#include <cmath>

namespace didban::overlay {

using geos::context;
using geos::from_geos;
using geos::GeometryPtr;
using geos::to_geos;

namespace {

GeometryPtr valid_geos(const MultiPolygon& shape)
{
    return geos::valid(to_geos(shape));
}

using Binary = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*, double);

MultiPolygon boolean(Binary operation, const MultiPolygon& a, const MultiPolygon& b, const char* doing)
{
    const GeometryPtr left = valid_geos(a), right = valid_geos(b);
    const GeometryPtr result{operation(context(), left.get(), right.get(), precision_m)};
    if (!result)
        geos::fail(doing);
    return from_geos(result.get());
}

MultiPolygon buffered(const GeometryPtr& geometry, double metres)
{
    constexpr int segments_per_quarter = 8;
    const GeometryPtr result{GEOSBuffer_r(context(), geometry.get(), metres, segments_per_quarter)};
    if (!result)
        geos::fail("buffering");
    return from_geos(result.get());
}

double distance_between(const GeometryPtr& a, const GeometryPtr& b)
{
    if (GEOSisEmpty_r(context(), a.get()) != 0 || GEOSisEmpty_r(context(), b.get()) != 0)
        return std::numeric_limits<double>::infinity();
    double metres = 0;
    if (GEOSDistance_r(context(), a.get(), b.get(), &metres) != 1)
        geos::fail("measuring a distance");
    return metres;
}

bool all_finite(const Ring& ring)
{
    for (const auto& p : ring)
        if (!std::isfinite(p.x) || !std::isfinite(p.y))
            return false;
    return true;
}

/// What GEOS never sees because it cannot be handed over; "" when there is nothing of the kind.
std::string unusable_ring(const MultiPolygon& shape)
{
    for (const auto& part : shape.parts) {
        if (part.outer.size() < 3)
            return "Ring with fewer than three points";
        if (!all_finite(part.outer))
            return "Invalid Coordinate";
        for (const auto& hole : part.holes) {
            if (hole.size() < 3)
                return "Hole with fewer than three points";
            if (!all_finite(hole))
                return "Invalid Coordinate";
        }
    }
    return {};
}

/// Twice the area of the triangle a, b, c with its sign; 0 when rounding could turn the sign.
double sure_turn(const Point& a, const Point& b, const Point& c)
{
    const double left = (b.x - a.x) * (c.y - a.y), right = (b.y - a.y) * (c.x - a.x);
    constexpr double rounding = 1e-14;
    const double turn = left - right;
    return std::abs(turn) > rounding * (std::abs(left) + std::abs(right)) ? turn : 0;
}

bool apart(const Point& a, const Point& b, const Point& c, const Point& d)
{
    return sure_turn(a, b, c) * sure_turn(a, b, d) > 0 || sure_turn(c, d, a) * sure_turn(c, d, b) > 0;
}

/// One ring of few corners whose edges meet at their ends alone, as almost every parcel is. False: ask GEOS.
bool surely_simple(const MultiPolygon& shape)
{
    constexpr std::size_t most_corners = 16;
    if (shape.parts.size() != 1 || !shape.parts.front().holes.empty())
        return false;
    const Ring& ring = shape.parts.front().outer;
    const std::size_t n = ring.size();
    if (n > most_corners)
        return false;
    const auto corner = [&](std::size_t i) -> const Point& { return ring[i < n ? i : i - n]; };
    for (std::size_t i = 0; i < n; ++i) {
        const Point &a = ring[i], &b = corner(i + 1), &c = corner(i + 2);
        const bool onward = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) > 0;
        if (sure_turn(a, b, c) == 0 && !onward)
            return false;
        for (std::size_t k = i + 2; k < n && k + 1 < n + i; ++k)
            if (!apart(a, b, ring[k], corner(k + 1)))
                return false;
    }
    return true;
}

} // namespace

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b)
{
    if (!bounds(a).meets(bounds(b)))
        return {};
    return boolean(&GEOSIntersectionPrec_r, a, b, "intersecting polygons");
}

MultiPolygon unite(const MultiPolygon& a, const MultiPolygon& b)
{
    return boolean(&GEOSUnionPrec_r, a, b, "uniting polygons");
}

MultiPolygon unite_all(const std::vector<MultiPolygon>& shapes)
{
    std::vector<GEOSGeometry*> all;
    for (const auto& shape : shapes)
        all.push_back(valid_geos(shape).release());
    const GeometryPtr collection{
        GEOSGeom_createCollection_r(context(), GEOS_GEOMETRYCOLLECTION, all.data(), static_cast<unsigned>(all.size()))};
    const GeometryPtr result{collection ? GEOSUnaryUnionPrec_r(context(), collection.get(), precision_m) : nullptr};
    if (!result)
        geos::fail("uniting polygons");
    return from_geos(result.get());
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b)
{
    return boolean(&GEOSDifferencePrec_r, a, b, "subtracting polygons");
}

MultiPolygon buffer(const MultiPolygon& shape, double metres)
{
    return buffered(valid_geos(shape), metres);
}

MultiPolygon buffer_line(const LineString& line, double metres)
{
    return buffered(to_geos(line), metres);
}

double distance(const MultiPolygon& a, const MultiPolygon& b)
{
    return distance_between(valid_geos(a), valid_geos(b));
}

double distance(const MultiPolygon& a, const LineString& line)
{
    return distance_between(valid_geos(a), to_geos(line));
}

bool meets(const MultiPolygon& a, const MultiPolygon& b)
{
    if (!bounds(a).meets(bounds(b)))
        return false;
    const GeometryPtr left = valid_geos(a), right = valid_geos(b);
    return GEOSIntersects_r(context(), left.get(), right.get()) == 1;
}

std::string invalid_reason(const MultiPolygon& shape)
{
    if (std::string reason = unusable_ring(shape); !reason.empty())
        return reason;
    if (surely_simple(shape))
        return {};
    const GeometryPtr geometry = to_geos(shape);
    if (GEOSisValid_r(context(), geometry.get()) == 1)
        return {};
    char* text = GEOSisValidReason_r(context(), geometry.get());
    std::string reason = text ? text : "Invalid geometry";
    GEOSFree_r(context(), text);
    return reason;
}

MultiPolygon make_valid(const MultiPolygon& shape)
{
    return from_geos(valid_geos(shape).get());
}

MultiPolygon simplify(const MultiPolygon& shape, double tolerance_m)
{
    const GeometryPtr geometry = valid_geos(shape);
    const GeometryPtr result{GEOSTopologyPreserveSimplify_r(context(), geometry.get(), tolerance_m)};
    if (!result)
        geos::fail("simplifying");
    return from_geos(result.get());
}

} // namespace didban::overlay
