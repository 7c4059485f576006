#pragma once
#include "didban/geo/polygon.h"

#include <array>

namespace didban::simulate {

/// Four corners in the order south-west, south-east, north-east, north-west; metres in the city's local frame.
using Quad = std::array<Point, 4>;

/// A rectangle in a quad's own coordinates: a from its west edge (0) to its east edge (1), b from its south edge to its
/// north edge. Values outside 0 to 1 lie beyond the quad.
struct Span2 {
    double a0{0}, b0{0}, a1{1}, b1{1};
};

/// Point of a quad by bilinear coordinates.
[[nodiscard]] Point at(const Quad& quad, double a, double b);
/// The part of a quad.
[[nodiscard]] Quad part(const Quad& quad, const Span2& span);
[[nodiscard]] double area(const Quad& quad);
[[nodiscard]] double width(const Quad& quad);  ///< mean of the south and north edges, metres
[[nodiscard]] double length(const Quad& quad); ///< mean of the west and east edges, metres
[[nodiscard]] Point centre(const Quad& quad);
[[nodiscard]] Box bounds(const Quad& quad);
[[nodiscard]] Ring ring(const Quad& quad);
/// The quad with each edge (south, east, north, west) moved inwards by that many metres (outwards when negative).
[[nodiscard]] Quad inset(const Quad& quad, const std::array<double, 4>& metres);
/// Area that a convex ring shares with a convex quad (Sutherland and Hodgman clipping).
[[nodiscard]] double shared_area(const Ring& convex, const Quad& clip);
[[nodiscard]] bool inside(const Quad& quad, const Point& p);

} // namespace didban::simulate
