#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// Area that `a` and `b` share, in squared CRS units: `a` is taken apart into signed triangles and `b` is clipped by
/// each (Sutherland and Hodgman 1974). Exact for simple polygons with holes; fast when `a` has few corners, as parcels
/// have. Pure.
[[nodiscard]] double shared_area(const MultiPolygon& a, const MultiPolygon& b);

/// The convex case: `clip` runs counter-clockwise.
[[nodiscard]] double shared_area(const Ring& convex_clip, const Ring& subject);

/// A polygon beside its bounds and those of its edges, for many questions about small shapes.
class ShapeProbe {
public:
    ShapeProbe() = default;
    explicit ShapeProbe(const MultiPolygon& shape) : shape_(&shape), box_(bounds(shape)) {}
    /// Area shared with a small shape whose bounds and area are `box` and `area`.
    [[nodiscard]] double shared(const MultiPolygon& small, const Box& box, double area) const;
    [[nodiscard]] const Box& box() const { return box_; }

private:
    const MultiPolygon* shape_{};
    Box box_;
};

/// Shortest distance between the edges of two shapes; 0 when one contains the other or they cross.
[[nodiscard]] double edge_distance(const MultiPolygon& a, const MultiPolygon& b);

} // namespace didban
