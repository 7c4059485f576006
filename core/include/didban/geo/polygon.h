#pragma once
#include "didban/grid/geo_transform.h"

#include <limits>
#include <vector>

namespace didban {

/// Closed ring without the repeated last point. Outer rings run counter-clockwise and holes clockwise once normalised.
using Ring = std::vector<Point>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};

/// Zero or more polygons in one projected CRS, metres, easting/northing. Empty = no area.
struct MultiPolygon {
    std::vector<Polygon> parts;
    [[nodiscard]] bool empty() const { return parts.empty(); }
};

using LineString = std::vector<Point>;

struct Box {
    double x0{std::numeric_limits<double>::infinity()};
    double y0{std::numeric_limits<double>::infinity()};
    double x1{-std::numeric_limits<double>::infinity()};
    double y1{-std::numeric_limits<double>::infinity()};
    [[nodiscard]] bool empty() const { return x1 < x0 || y1 < y0; }
    void include(const Point& p)
    {
        x0 = p.x < x0 ? p.x : x0;
        y0 = p.y < y0 ? p.y : y0;
        x1 = p.x > x1 ? p.x : x1;
        y1 = p.y > y1 ? p.y : y1;
    }
    [[nodiscard]] bool meets(const Box& o) const { return x0 <= o.x1 && o.x0 <= x1 && y0 <= o.y1 && o.y0 <= y1; }
    [[nodiscard]] Box grown(double by) const { return {x0 - by, y0 - by, x1 + by, y1 + by}; }
};

[[nodiscard]] Box bounds(const MultiPolygon& shape);
/// Signed planar area of a ring by the shoelace formula about its first point; positive = counter-clockwise.
[[nodiscard]] double signed_area(const Ring& ring);
/// Planar area, holes taken off.
[[nodiscard]] double planar_area(const MultiPolygon& shape);
[[nodiscard]] Point centroid(const MultiPolygon& shape);
/// The same shape elsewhere: `by` is added to every point.
[[nodiscard]] MultiPolygon translated(MultiPolygon shape, const Point& by);
/// Even-odd test; points on the edge may go either way.
[[nodiscard]] bool contains(const MultiPolygon& shape, const Point& p);
/// Outer rings counter-clockwise, holes clockwise, no repeated closing point.
void normalise_orientation(MultiPolygon& shape);

} // namespace didban
