#include "pipelines/judge/write_report.h"

#include "didban/geo/segment.h"

namespace didban {

std::optional<std::string> nearest_street(const PlanData& plan, const MultiPolygon& shape)
{
    constexpr double farthest_m = 60;
    if (shape.empty())
        return std::nullopt;
    const Point middle = centroid(shape);
    const Box around{middle.x - farthest_m, middle.y - farthest_m, middle.x + farthest_m, middle.y + farthest_m};
    double nearest = farthest_m;
    std::optional<std::string> name;
    for (const PlanStreet& street : plan.streets_near(around))
        for (const LineString& line : street.lines)
            for (std::size_t i = 1; i < line.size(); ++i)
                if (const double d = distance_to_segment(middle, line[i - 1], line[i]);
                    d < nearest && !street.name.empty()) {
                    nearest = d;
                    name = street.name;
                }
    return name;
}

} // namespace didban
