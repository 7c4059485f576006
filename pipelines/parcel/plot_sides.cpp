#include "pipelines/parcel/plot_sides.h"

#include "didban/geo/segment.h"
#include "pipelines/plan/frontage.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace didban {

namespace {

constexpr double same_line_m = 0.01;  ///< a corrected edge nearer than this to the plot's is the same line
constexpr double corner_gap_m = 6;    ///< fronts meet, or a corner cut lies between them
constexpr double least_turn = 0.5;    ///< radians by which two fronts must turn to make a corner
constexpr double opposite_cos = -0.7; ///< a side that looks away from the street within 45°

Point inward_of(const Point& a, const Point& b)
{
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    return {-(b.y - a.y) / length, (b.x - a.x) / length};
}

double dot(const Point& u, const Point& v)
{
    return u.x * v.x + u.y * v.y;
}

std::string compass(const Point& n)
{
    if (std::abs(n.y) >= std::abs(n.x))
        return n.y >= 0 ? "north" : "south";
    return n.x >= 0 ? "east" : "west";
}

/// Where the plot begins behind a street: half the plan width from its centre line where that cuts the plot, else at
/// the plot's own edge.
MeasuringLine corrected_front(const PlotSide& side, const PlanStreet& street)
{
    if (!street.plan_width_m || (street.width_m && *street.plan_width_m <= *street.width_m))
        return side.edge;
    const Point middle{(side.a.x + side.b.x) / 2, (side.a.y + side.b.y) / 2};
    double nearest = std::numeric_limits<double>::infinity();
    MeasuringLine line;
    for (const LineString& centre : street.lines)
        for (std::size_t i = 0; i + 1 < centre.size(); ++i) {
            const double distance = distance_to_segment(middle, centre[i], centre[i + 1]);
            if (centre[i] == centre[i + 1] || distance >= nearest)
                continue;
            nearest = distance;
            Point n = inward_of(centre[i], centre[i + 1]);
            if (dot(n, side.edge.inward) < 0)
                n = {-n.x, -n.y};
            const double half = *street.plan_width_m / 2;
            line = {{centre[i].x + n.x * half, centre[i].y + n.y * half}, n};
        }
    const double behind = dot({line.at.x - middle.x, line.at.y - middle.y}, line.inward);
    return behind > same_line_m ? line : side.edge;
}

/// Where two lines cross.
Point crossing(const MeasuringLine& u, const MeasuringLine& v)
{
    const double det = u.inward.x * v.inward.y - u.inward.y * v.inward.x;
    const double cu = dot(u.at, u.inward), cv = dot(v.at, v.inward);
    return {(cu * v.inward.y - cv * u.inward.y) / det, (cv * u.inward.x - cu * v.inward.x) / det};
}

} // namespace

double MeasuringLine::depth_of(const MultiPolygon& shape) const
{
    double depth = 0;
    for (const Polygon& part : shape.parts)
        for (const Point& p : part.outer)
            depth = std::max(depth, dot({p.x - at.x, p.y - at.y}, inward));
    return depth;
}

double PlotSide::length() const
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

std::vector<PlotSide> plot_sides(const Parcel& parcel, const PlanData& plan, const std::string& governing_street)
{
    const std::vector<PlanStreet> streets = plan.streets_near(bounds(parcel.shape));
    const std::vector<FacingEdge> facing = StreetNet(streets).facing_edges(parcel.shape, bounds(parcel.shape));
    std::vector<PlotSide> sides;
    for (std::size_t part = 0; part < parcel.shape.parts.size(); ++part) {
        const Ring& ring = parcel.shape.parts[part].outer;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            PlotSide side;
            side.a = ring[i];
            side.b = ring[(i + 1) % ring.size()];
            if (side.a == side.b)
                continue;
            const Point inward = inward_of(side.a, side.b);
            side.label = compass({-inward.x, -inward.y});
            side.edge = side.front = {side.a, inward};
            const auto at = std::find_if(facing.begin(), facing.end(),
                                         [&](const FacingEdge& e) { return e.part == part && e.ring_edge == i; });
            if (at != facing.end()) {
                side.kind = PlotSide::Kind::Front;
                side.street = streets[at->street].street_id;
                side.front = corrected_front(side, streets[at->street]);
            }
            sides.push_back(std::move(side));
        }
    }
    const std::vector<const PlotSide*> fronts = main_fronts(sides);
    if (fronts.empty())
        return {};
    const auto governs =
        std::find_if(fronts.begin(), fronts.end(), [&](const PlotSide* s) { return s->street == governing_street; });
    const Point main = (governs == fronts.end() ? fronts.front() : *governs)->edge.inward;
    for (PlotSide& side : sides)
        if (side.kind != PlotSide::Kind::Front && dot(side.edge.inward, main) < opposite_cos)
            side.kind = PlotSide::Kind::Rear;
    return sides;
}

MultiPolygon PlotCorner::cut_of(double length_m) const
{
    const double leg = length_m / (2 * std::sin(angle / 2));
    MultiPolygon triangle{
        {{{at, {at.x + before.x * leg, at.y + before.y * leg}, {at.x + after.x * leg, at.y + after.y * leg}}, {}}}};
    normalise_orientation(triangle);
    return triangle;
}

std::vector<PlotCorner> corners_of(const std::vector<PlotSide>& sides)
{
    std::vector<PlotCorner> corners;
    for (const PlotSide& s : sides)
        for (const PlotSide& t : sides) {
            if (s.kind != PlotSide::Kind::Front || t.kind != PlotSide::Kind::Front || &s == &t ||
                std::hypot(s.b.x - t.a.x, s.b.y - t.a.y) > corner_gap_m)
                continue;
            const Point &in = s.front.inward, &out = t.front.inward;
            const double turn = std::acos(std::clamp(dot(in, out), -1.0, 1.0));
            if (turn >= least_turn && in.x * out.y > in.y * out.x) // else the streets' corner stands inside the plot
                corners.push_back({crossing(s.front, t.front), std::acos(-1.0) - turn, {-in.y, in.x}, {out.y, -out.x}});
        }
    return corners;
}

std::vector<const PlotSide*> main_fronts(const std::vector<PlotSide>& sides)
{
    std::map<std::string, const PlotSide*> longest;
    for (const PlotSide& side : sides)
        if (side.kind == PlotSide::Kind::Front) {
            const PlotSide*& best = longest[side.street];
            if (!best || side.length() > best->length())
                best = &side;
        }
    std::vector<const PlotSide*> fronts;
    for (const auto& [street, side] : longest)
        fronts.push_back(side);
    return fronts;
}

} // namespace didban
