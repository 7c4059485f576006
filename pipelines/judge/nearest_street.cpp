#include "pipelines/judge/write_report.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr double farthest_m = 60;

double distance(const Point& p, const Point& a, const Point& b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

} // namespace

std::optional<std::string> nearest_street(const PlanData& plan, const MultiPolygon& shape)
{
    if (shape.empty())
        return std::nullopt;
    const Point middle = centroid(shape);
    const Box around{middle.x - farthest_m, middle.y - farthest_m, middle.x + farthest_m, middle.y + farthest_m};
    double nearest = farthest_m;
    std::optional<std::string> name;
    for (const PlanStreet& street : plan.streets_near(around))
        for (const LineString& line : street.lines)
            for (std::size_t i = 1; i < line.size(); ++i)
                if (const double d = distance(middle, line[i - 1], line[i]); d < nearest && !street.name.empty()) {
                    nearest = d;
                    name = street.name;
                }
    return name;
}

} // namespace didban
