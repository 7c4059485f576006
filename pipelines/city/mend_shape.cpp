#include "pipelines/city/mend_shape.h"

#include "didban/base/error.h"
#include "didban/geo/overlay.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

bool finite(const Ring& ring)
{
    return std::all_of(ring.begin(), ring.end(),
                       [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}

/// What was left out of a shape.
struct LeftOut {
    bool any{false};
    bool no_places{false}; ///< rings with coordinates that are no numbers
};

/// Without rings that enclose nothing.
MultiPolygon without_degenerate(MultiPolygon shape, LeftOut& left_out)
{
    const auto useless = [&](const Ring& ring) {
        const bool no_places = !finite(ring);
        left_out.no_places = left_out.no_places || no_places;
        left_out.any = left_out.any || no_places || ring.size() < 3;
        return no_places || ring.size() < 3;
    };
    for (Polygon& part : shape.parts)
        std::erase_if(part.holes, useless);
    std::erase_if(shape.parts, [&](const Polygon& part) { return useless(part.outer); });
    return shape;
}

void add_closed_lines(FeatureGeometry& stored)
{
    for (LineString& line : stored.lines)
        if (line.size() >= 4 && line.front().x == line.back().x && line.front().y == line.back().y) {
            line.pop_back();
            stored.polygons.parts.push_back({std::move(line), {}});
        }
}

} // namespace

Box stored_bounds(const FeatureGeometry& stored)
{
    Box box;
    const auto add = [&](const std::vector<Point>& points) {
        for (const Point& p : points)
            if (std::isfinite(p.x) && std::isfinite(p.y))
                box.include(p);
    };
    for (const Polygon& part : stored.polygons.parts)
        add(part.outer);
    for (const LineString& line : stored.lines)
        add(line);
    add(stored.points);
    return box;
}

std::string why_empty(const ShapeFlaws& flaws)
{
    if (flaws.missing)
        return "it has no geometry";
    if (flaws.line)
        return "it is a line that does not close";
    if (flaws.point)
        return "it is a point";
    return "its rings enclose nothing or have coordinates that are no places";
}

MendedShape mend_shape(FeatureGeometry stored, const Transform& to_working)
{
    MendedShape out;
    out.flaws.missing = stored.null || (stored.polygons.empty() && stored.lines.empty() && stored.points.empty());
    out.flaws.unclosed = stored.unclosed_ring;
    if (stored.polygons.empty()) {
        out.flaws.line = !stored.lines.empty();
        out.flaws.point = stored.lines.empty() && !stored.points.empty();
        add_closed_lines(stored);
    }
    const bool had_polygons = !stored.polygons.empty();
    LeftOut left_out;
    MultiPolygon shape = without_degenerate(std::move(stored.polygons), left_out);
    try {
        if (!to_working.identity())
            shape = to_working(shape);
    } catch (const Error&) { // outside what the CRS is made for
        shape.parts.clear();
    }
    out.flaws.reason = shape.empty() ? std::string{} : overlay::invalid_reason(shape);
    if (!out.flaws.reason.empty())
        shape = overlay::make_valid(shape);
    if (!shape.empty() && planar_area(shape) <= 0)
        shape.parts.clear();
    out.flaws.invalid = !out.flaws.reason.empty() && !shape.empty();
    out.flaws.degenerate = had_polygons && (shape.empty() || left_out.any);
    out.flaws.partial = !shape.empty() && left_out.no_places;
    normalise_orientation(shape);
    out.shape = std::move(shape);
    return out;
}

} // namespace didban
