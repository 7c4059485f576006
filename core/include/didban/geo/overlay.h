#pragma once
#include "didban/geo/polygon.h"

#include <string>

/// Polygon booleans by GEOS OverlayNG on one fixed precision grid, so that nearly coincident edges give no slivers and
/// the same answer everywhere. Inputs may be invalid: they are repaired first. Thread-safe (a GEOS context per thread).
namespace didban::overlay {

/// Edge of the precision grid, metres.
inline constexpr double precision_m = 0.001;

[[nodiscard]] MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon unite(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon unite_all(const std::vector<MultiPolygon>& shapes);
[[nodiscard]] MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] MultiPolygon buffer(const MultiPolygon& shape, double metres);
[[nodiscard]] MultiPolygon buffer_line(const LineString& line, double metres);
/// Shortest distance in metres; 0 when they meet; infinity when either is empty.
[[nodiscard]] double distance(const MultiPolygon& a, const MultiPolygon& b);
[[nodiscard]] double distance(const MultiPolygon& a, const LineString& line);
[[nodiscard]] bool meets(const MultiPolygon& a, const MultiPolygon& b);
/// "" when valid by OGC rules, else GEOS's reason with the place ("Self-intersection[…]").
[[nodiscard]] std::string invalid_reason(const MultiPolygon& shape);
/// The valid polygons nearest to what was meant (GEOS make-valid, structure method); lines and points that come off are
/// dropped.
[[nodiscard]] MultiPolygon make_valid(const MultiPolygon& shape);
/// Douglas-Peucker that keeps the topology valid.
[[nodiscard]] MultiPolygon simplify(const MultiPolygon& shape, double tolerance_m);

} // namespace didban::overlay
