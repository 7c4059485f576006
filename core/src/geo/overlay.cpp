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
