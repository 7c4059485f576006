#include "geometry_reader.h"

#include "didban/geo/overlay.h"

#include <ogr_geometry.h>

#include <cmath>
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
            add_surface(*geometry.toPolyhedralSurface());
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
        std::vector<Point> all(static_cast<std::size_t>(curve.getNumPoints()));
        for (std::size_t k = 0; k < all.size(); ++k) {
            const int i = static_cast<int>(k);
            all[k] = swap_ ? Point{curve.getY(i), curve.getX(i)} : Point{curve.getX(i), curve.getY(i)};
        }
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

    /// Patches stand side by side, above each other or upright: what they cover from above is the polygon.
    void add_surface(const OGRPolyhedralSurface& stored)
    {
        std::vector<Polygon> before = std::move(out_.polygons.parts);
        out_.polygons.parts.clear();
        for (const OGRPolygon* patch : stored)
            add_polygon(*patch);
        MultiPolygon patches;
        for (Polygon& patch : out_.polygons.parts)
            if (patch.outer.size() >= 3 && std::abs(signed_area(patch.outer)) > 0)
                patches.parts.push_back(std::move(patch));
        out_.polygons.parts = std::move(before);
        for (Polygon& part : overlay::make_valid(patches).parts)
            out_.polygons.parts.push_back(std::move(part));
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
    if (geometry->hasCurveGeometry(FALSE)) {
        const std::unique_ptr<OGRGeometry> straight(geometry->getLinearGeometry());
        Reader(out, swap_axes).add(*straight);
    } else {
        Reader(out, swap_axes).add(*geometry);
    }
    return out;
}

} // namespace didban::gdal
