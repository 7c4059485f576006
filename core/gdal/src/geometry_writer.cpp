#include "geometry_writer.h"

namespace didban::gdal {

namespace {

/// A closed OGR ring; `counter_clockwise` as asked for.
std::unique_ptr<OGRLinearRing> to_ring(const Ring& points, bool counter_clockwise)
{
    auto ring = std::make_unique<OGRLinearRing>();
    ring->setNumPoints(static_cast<int>(points.size()), FALSE);
    const bool reverse = (signed_area(points) > 0) != counter_clockwise;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& p = points[reverse ? points.size() - 1 - i : i];
        ring->setPoint(static_cast<int>(i), p.x, p.y);
    }
    ring->closeRings();
    return ring;
}

std::unique_ptr<OGRGeometry> polygons(const MultiPolygon& shape)
{
    if (shape.empty())
        return nullptr;
    auto multi = std::make_unique<OGRMultiPolygon>();
    for (const Polygon& part : shape.parts) {
        auto polygon = std::make_unique<OGRPolygon>();
        polygon->addRingDirectly(to_ring(part.outer, true).release());
        for (const Ring& hole : part.holes)
            polygon->addRingDirectly(to_ring(hole, false).release());
        multi->addGeometryDirectly(polygon.release());
    }
    return multi;
}

std::unique_ptr<OGRGeometry> lines(const std::vector<LineString>& all)
{
    if (all.empty())
        return nullptr;
    auto multi = std::make_unique<OGRMultiLineString>();
    for (const LineString& points : all) {
        auto line = std::make_unique<OGRLineString>();
        for (const Point& p : points)
            line->addPoint(p.x, p.y);
        multi->addGeometryDirectly(line.release());
    }
    return multi;
}

} // namespace

std::unique_ptr<OGRGeometry> to_ogr(const FeatureGeometry& geometry, LayerSpec::Kind kind)
{
    switch (kind) {
    case LayerSpec::Kind::MultiPolygon:
        return polygons(geometry.polygons);
    case LayerSpec::Kind::MultiLineString:
        return lines(geometry.lines);
    case LayerSpec::Kind::Point:
        return geometry.points.empty()
                   ? nullptr
                   : std::make_unique<OGRPoint>(geometry.points.front().x, geometry.points.front().y);
    case LayerSpec::Kind::None:
        break;
    }
    return nullptr;
}

} // namespace didban::gdal
