#include "geometry_reader.h"

#include <ogr_geometry.h>

#include <memory>

namespace didban::gdal {

namespace {

class Reader {
public:
    Reader(FeatureGeometry& out, bool swap_axes) : out_(out), swap_(swap_axes) {}

    void add(const OGRGeometry& geometry)
    {
        switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint:
            if (!geometry.IsEmpty())
                out_.points.push_back(point(*geometry.toPoint()));
            break;
        case wkbLineString:
        case wkbLinearRing:
            if (!geometry.IsEmpty())
                out_.lines.push_back(points(*geometry.toSimpleCurve()));
            break;
        case wkbPolygon:
        case wkbTriangle:
            add_polygon(*geometry.toPolygon());
            break;
        case wkbPolyhedralSurface:
        case wkbTIN:
            for (const OGRPolygon* patch : *geometry.toPolyhedralSurface())
                add(*patch);
            break;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *geometry.toGeometryCollection())
                add(*part);
            break;
        default:
            break;
        }
    }

private:
    [[nodiscard]] Point point(const OGRPoint& p) const
    {
        return swap_ ? Point{p.getY(), p.getX()} : Point{p.getX(), p.getY()};
    }

    [[nodiscard]] std::vector<Point> points(const OGRSimpleCurve& curve) const
    {
        std::vector<Point> all;
        const int count = curve.getNumPoints();
        all.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            all.push_back(swap_ ? Point{curve.getY(i), curve.getX(i)} : Point{curve.getX(i), curve.getY(i)});
        return all;
    }

    [[nodiscard]] Ring ring(const OGRLinearRing& stored)
    {
        Ring all = points(stored);
        if (all.size() > 1 && all.front().x == all.back().x && all.front().y == all.back().y)
            all.pop_back();
        else if (!all.empty())
            out_.unclosed_ring = true;
        return all;
    }

    void add_polygon(const OGRPolygon& stored)
    {
        if (stored.getExteriorRing() == nullptr || stored.getExteriorRing()->IsEmpty())
            return;
        Polygon polygon;
        polygon.outer = ring(*stored.getExteriorRing());
        for (int i = 0; i < stored.getNumInteriorRings(); ++i)
            if (!stored.getInteriorRing(i)->IsEmpty())
                polygon.holes.push_back(ring(*stored.getInteriorRing(i)));
        out_.polygons.parts.push_back(std::move(polygon));
    }

    FeatureGeometry& out_;
    bool swap_;
};

} // namespace

FeatureGeometry read_geometry(const OGRGeometry* geometry, bool swap_axes)
{
    FeatureGeometry out;
    if (geometry == nullptr)
        return out;
    out.null = false;
    if (geometry->hasCurveGeometry(TRUE)) {
        const std::unique_ptr<OGRGeometry> straight(geometry->getLinearGeometry());
        Reader(out, swap_axes).add(*straight);
    } else {
        Reader(out, swap_axes).add(*geometry);
    }
    return out;
}

} // namespace didban::gdal
