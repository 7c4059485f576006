#include "pipelines/judge/plan_place.h"

#include "didban/geo/segment.h"
#include "pipelines/plan/frontage.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace didban {

namespace {

constexpr std::size_t most_parcels = 2000; ///< spread over the cadastre; more tell nothing new
constexpr std::size_t least_edges = 20;
constexpr double least_parting_m = 0.3;
constexpr double widest_gap_m = 3; ///< a wider gap is no street edge drawn off its line
constexpr double clearly_better = 0.25;

double distance_to(const std::vector<LineString>& lines, const Point& p)
{
    double nearest = std::numeric_limits<double>::infinity();
    for (const LineString& line : lines)
        for (std::size_t i = 0; i + 1 < line.size(); ++i)
            nearest = std::min(nearest, distance_to_segment(p, line[i], line[i + 1]));
    return nearest;
}

} // namespace

PlanDrawnOn plan_drawn_on(const PlanData& plan, const std::vector<Parcel>& parcels,
                          const std::vector<GroundOffset>& ground)
{
    if (!plan.known || !plan.streets_known || ground.empty())
        return PlanDrawnOn::Cadastre;
    const std::size_t step = std::max<std::size_t>(1, parcels.size() / most_parcels);
    std::size_t edges = 0;
    double drawn = 0, laid = 0;
    for (std::size_t p = 0; p < parcels.size(); p += step) {
        const Point beside = ground[p].beside;
        const Box box = bounds(parcels[p].shape);
        if (box.empty() || std::hypot(beside.x, beside.y) < least_parting_m)
            continue;
        const std::vector<PlanStreet> streets = plan.streets_near(box);
        for (const FacingEdge& e : StreetNet(streets).facing_edges(parcels[p].shape, box)) {
            const PlanStreet& street = streets[e.street];
            if (!street.width_m)
                continue;
            const Point middle{(e.a.x + e.b.x) / 2, (e.a.y + e.b.y) / 2};
            const double here = distance_to(street.lines, middle),
                         there = distance_to(street.lines, {middle.x + beside.x, middle.y + beside.y});
            if (std::abs(there - here) < least_parting_m)
                continue;
            const auto squared = [&](double distance) {
                const double gap = std::min(widest_gap_m, std::abs(distance - *street.width_m / 2));
                return gap * gap;
            };
            drawn += squared(here);
            laid += squared(there);
            ++edges;
        }
    }
    return edges >= least_edges && laid < clearly_better * drawn ? PlanDrawnOn::Images : PlanDrawnOn::Cadastre;
}

} // namespace didban
