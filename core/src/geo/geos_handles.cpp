#include "geos_handles.h"

#include "didban/base/error.h"
#include "didban/base/memory_left.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

namespace didban::geos {

namespace {

struct ContextFinish {
    void operator()(GEOSContextHandle_t handle) const noexcept { GEOS_finish_r(handle); }
};

std::string& last_message()
{
    thread_local std::string text;
    return text;
}

void remember(const char* message, void*)
{
    last_message() = message;
}

bool usable(const Ring& ring)
{
    return ring.size() >= 3 && std::all_of(ring.begin(), ring.end(),
                                           [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

GEOSCoordSequence* sequence(const std::vector<Point>& points, bool close)
{
    std::vector<double> xy;
    xy.reserve(2 * (points.size() + 1));
    for (const auto& p : points) {
        xy.push_back(p.x);
        xy.push_back(p.y);
    }
    if (close && !(points.front() == points.back())) {
        xy.push_back(points.front().x);
        xy.push_back(points.front().y);
    }
    return GEOSCoordSeq_copyFromBuffer_r(context(), xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
}

GeometryPtr ring_to_geos(const Ring& ring)
{
    GeometryPtr out{GEOSGeom_createLinearRing_r(context(), sequence(ring, true))};
    if (!out)
        fail("making a ring");
    return out;
}

Ring ring_from_geos(const GEOSGeometry* ring)
{
    const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(context(), ring);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(context(), points, &count);
    std::vector<double> xy(2UL * count);
    GEOSCoordSeq_copyToBuffer_r(context(), points, xy.data(), 0, 0);
    Ring out;
    out.reserve(count);
    for (unsigned i = 0; i + 1 < count; ++i)
        out.push_back({xy[2UL * i], xy[2UL * i + 1]});
    return out;
}

void collect(const GEOSGeometry* geometry, MultiPolygon& out)
{
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context(), geometry) != 0)
            return;
        Polygon part{ring_from_geos(GEOSGetExteriorRing_r(context(), geometry)), {}};
        const int holes = GEOSGetNumInteriorRings_r(context(), geometry);
        for (int i = 0; i < holes; ++i)
            part.holes.push_back(ring_from_geos(GEOSGetInteriorRingN_r(context(), geometry, i)));
        out.parts.push_back(std::move(part));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int count = GEOSGetNumGeometries_r(context(), geometry);
        for (int i = 0; i < count; ++i)
            collect(GEOSGetGeometryN_r(context(), geometry, i), out);
    }
}

} // namespace

GEOSContextHandle_t context()
{
    thread_local const std::unique_ptr<GEOSContextHandle_HS, ContextFinish> own = [] {
        std::unique_ptr<GEOSContextHandle_HS, ContextFinish> made{GEOS_init_r()};
        if (!made)
            throw std::bad_alloc();
        GEOSContext_setErrorMessageHandler_r(made.get(), &remember, nullptr);
        return made;
    }();
    return own.get();
}

void fail(const char* doing)
{
    throw_if_out_of_memory();
    throw Error(ErrorKind::Internal, std::string("GEOS failed while ") + doing + ": " + last_message());
}

GeometryPtr to_geos(const MultiPolygon& shape)
{
    std::vector<GEOSGeometry*> parts;
    for (const auto& part : shape.parts) {
        if (!usable(part.outer))
            continue;
        std::vector<GEOSGeometry*> holes;
        for (const auto& hole : part.holes)
            if (usable(hole))
                holes.push_back(ring_to_geos(hole).release());
        GEOSGeometry* polygon = GEOSGeom_createPolygon_r(context(), ring_to_geos(part.outer).release(), holes.data(),
                                                         static_cast<unsigned>(holes.size()));
        if (!polygon)
            fail("making a polygon");
        parts.push_back(polygon);
    }
    if (parts.size() == 1)
        return GeometryPtr{parts.front()};
    GeometryPtr out{
        GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size()))};
    if (!out)
        fail("making a multi-polygon");
    return out;
}

GeometryPtr to_geos(const LineString& line)
{
    LineString finite;
    for (const auto& p : line)
        if (std::isfinite(p.x) && std::isfinite(p.y))
            finite.push_back(p);
    GeometryPtr out{finite.size() < 2 ? GEOSGeom_createEmptyLineString_r(context())
                                      : GEOSGeom_createLineString_r(context(), sequence(finite, false))};
    if (!out)
        fail("making a line");
    return out;
}

MultiPolygon from_geos(const GEOSGeometry* geometry)
{
    MultiPolygon out;
    collect(geometry, out);
    normalise_orientation(out);
    return out;
}

GeometryPtr valid(GeometryPtr geometry)
{
    if (GEOSisValid_r(context(), geometry.get()) == 1)
        return geometry;
    GEOSMakeValidParams* how = GEOSMakeValidParams_create_r(context());
    GEOSMakeValidParams_setMethod_r(context(), how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(context(), how, 0);
    GeometryPtr repaired{GEOSMakeValidWithParams_r(context(), geometry.get(), how)};
    GEOSMakeValidParams_destroy_r(context(), how);
    if (!repaired)
        fail("repairing a polygon");
    return repaired;
}

} // namespace didban::geos
