#include "pipelines/parcel/measure_design.h"

#include "didban/base/error.h"
#include "didban/geo/overlay.h"
#include "pipelines/plan/clip_area.h"
#include "pipelines/plan/frontage.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr double far_away_m = 100; ///< a footprint farther from its parcel than this was drawn somewhere else

struct Side {
    Point a, b; ///< counter-clockwise along the parcel
    std::string label;
    enum class Kind { Front, Rear, Side } kind{Kind::Side};
};

Point outward(const Point& a, const Point& b)
{
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    return {(b.y - a.y) / length, -(b.x - a.x) / length};
}

std::string compass(const Point& n)
{
    if (std::abs(n.y) >= std::abs(n.x))
        return n.y >= 0 ? "north" : "south";
    return n.x >= 0 ? "east" : "west";
}

/// The parcel's edges by what they face: a street, or the neighbours opposite and beside it.
std::vector<Side> sides_of(const Parcel& parcel, const PlanData& plan)
{
    std::vector<Side> sides;
    const StreetNet net(plan.streets_near(bounds(parcel.shape)));
    const std::vector<FacingEdge> facing = net.facing_edges(parcel.shape, bounds(parcel.shape));
    const FacingEdge* main = nullptr;
    for (const FacingEdge& e : facing)
        if (!main ||
            std::hypot(e.b.x - e.a.x, e.b.y - e.a.y) > std::hypot(main->b.x - main->a.x, main->b.y - main->a.y))
            main = &e;
    for (std::size_t part = 0; part < parcel.shape.parts.size(); ++part) {
        const Ring& ring = parcel.shape.parts[part].outer;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            Side side{ring[i], ring[(i + 1) % ring.size()], {}, Side::Kind::Side};
            if (side.a == side.b)
                continue;
            const Point n = outward(side.a, side.b);
            side.label = compass(n);
            if (std::any_of(facing.begin(), facing.end(),
                            [&](const FacingEdge& e) { return e.part == part && e.ring_edge == i; }))
                side.kind = Side::Kind::Front;
            else if (main) {
                const Point f = outward(main->a, main->b);
                if (n.x * f.x + n.y * f.y < -0.7)
                    side.kind = Side::Kind::Rear;
            }
            sides.push_back(side);
        }
    }
    if (!main)
        sides.clear(); // without a street nobody can say which side is the front
    return sides;
}

MultiPolygon line_of(const Side& s)
{
    return {{{{s.a, s.b}, {}}}};
}

/// Each kind of setback per compass side: the least distance of the footprint from those edges, or from the corrected
/// edge in front.
void measure_setbacks(const std::vector<Side>& sides, const MultiPolygon& footprint, const MultiPolygon& widening,
                      Design& design)
{
    const auto add = [&](Side::Kind kind, Quantity q) {
        std::vector<std::pair<std::string, double>> by_label;
        for (const Side& s : sides) {
            if (s.kind != kind)
                continue;
            double d = edge_distance(line_of(s), footprint);
            if (kind == Side::Kind::Front && !widening.empty())
                d = std::min(d, edge_distance(widening, footprint));
            const auto same =
                std::find_if(by_label.begin(), by_label.end(), [&](const auto& e) { return e.first == s.label; });
            if (same == by_label.end())
                by_label.emplace_back(s.label, d);
            else
                same->second = std::min(same->second, d);
        }
        for (const auto& [label, d] : by_label)
            design.values.push_back({q, d, 0, label});
    };
    add(Side::Kind::Front, Quantity::SetbackFront);
    add(Side::Kind::Rear, Quantity::SetbackRear);
    add(Side::Kind::Side, Quantity::SetbackSide);
}

/// How far the footprint reaches behind the front edge.
std::optional<double> built_depth(const std::vector<Side>& sides, const MultiPolygon& footprint)
{
    const Side* front = nullptr;
    for (const Side& s : sides)
        if (s.kind == Side::Kind::Front && (!front || std::hypot(s.b.x - s.a.x, s.b.y - s.a.y) >
                                                          std::hypot(front->b.x - front->a.x, front->b.y - front->a.y)))
            front = &s;
    if (!front)
        return std::nullopt;
    const Point n = outward(front->a, front->b);
    double depth = 0;
    for (const Polygon& part : footprint.parts)
        for (const Point& p : part.outer)
            depth = std::max(depth, -((p.x - front->a.x) * n.x + (p.y - front->a.y) * n.y));
    return depth;
}

/// The corner cut that a footprint leaves free: where two front edges meet at an angle θ, a cut of length c passes c /
/// (2 tan(θ/2)) from the corner.
std::optional<double> corner_cut(const std::vector<Side>& sides, const MultiPolygon& footprint)
{
    std::optional<double> least;
    for (const Side& s : sides)
        for (const Side& t : sides) {
            if (s.kind != Side::Kind::Front || t.kind != Side::Kind::Front || &s == &t || !(s.b == t.a))
                continue;
            const Point u = outward(s.a, s.b), v = outward(t.a, t.b);
            const double turn = std::acos(std::clamp(u.x * v.x + u.y * v.y, -1.0, 1.0));
            if (turn < 0.5)
                continue;
            const double inner = std::acos(-1.0) - turn;
            const double d = edge_distance({{{{s.b, s.b}, {}}}}, footprint);
            const double cut = 2 * d * std::tan(inner / 2);
            least = least ? std::min(*least, cut) : cut;
        }
    return least;
}

MultiPolygon in_working_crs(const Proposal& proposal, const Parcel& parcel, const Crs& crs)
{
    if (proposal.footprint.empty())
        return {};
    const Crs from = proposal.footprint_crs.empty() ? Crs::wgs84() : Crs::parse(proposal.footprint_crs);
    MultiPolygon shape = from == crs ? proposal.footprint : Transform(from, crs)(proposal.footprint);
    shape = overlay::make_valid(shape);
    normalise_orientation(shape);
    if (shape.empty())
        throw Error(ErrorKind::UnreadableInput,
                    "the proposal's footprint has no area; give a polygon with at least three corners");
    if (edge_distance(shape, parcel.shape) > far_away_m)
        throw Error(ErrorKind::IncompatibleInput, "the proposal's footprint lies more than 100 m from parcel " +
                                                      parcel.id + "; check the order longitude, latitude and \"crs\"");
    return shape;
}

} // namespace

Design measure_design(const Parcel& parcel, const PlanData& plan, const ParcelFacts& facts, const Proposal& p,
                      const Crs& crs, const Date& on)
{
    Design design;
    design.uses = p.uses;
    design.conditions_met = p.conditions_met;
    const auto state = [&](Quantity q, const std::optional<double>& value) {
        if (value)
            design.values.push_back({q, *value, 0, {}});
        return value.has_value();
    };
    const MultiPolygon footprint = in_working_crs(p, parcel, crs);
    const std::optional<double> area =
        plan.rules.plan().plot_area == PlotAreaBasis::AfterWidening ? facts.area_after_widening_m2 : facts.area_m2;
    const double to_geodesic = facts.area_m2 ? *facts.area_m2 / planar_area(parcel.shape) : 1;
    std::optional<double> built = p.footprint_m2;
    if (!footprint.empty())
        built = planar_area(footprint) * to_geodesic;
    state(Quantity::Floors, p.floors);
    state(Quantity::Height, p.height_m);
    state(Quantity::Units, p.units);
    state(Quantity::Parking, p.parking);
    state(Quantity::Projection, p.projection_m);
    state(Quantity::MinPlotArea, area);
    state(Quantity::MinFrontage, facts.frontage_m);
    if (area && built) {
        state(Quantity::Coverage, *built / *area);
        state(Quantity::OpenSpace, 1 - *built / *area);
    }
    if (area && p.total_area_m2)
        state(Quantity::FloorAreaRatio, *p.total_area_m2 / *area);
    if (facts.ground_asl_m && p.height_m)
        state(Quantity::SurfaceAsl, *facts.ground_asl_m + *p.height_m);

    const bool drawn = !footprint.empty();
    const MultiPolygon widening = plan.taken_by_widening(parcel);
    const std::vector<Side> sides = drawn ? sides_of(parcel, plan) : std::vector<Side>{};
    if (drawn)
        measure_setbacks(sides, footprint, widening, design);
    const auto unless_measured = [&](Quantity q, const std::optional<double>& stated) {
        if (std::none_of(design.values.begin(), design.values.end(),
                         [&](const DesignValue& v) { return v.quantity == q; }))
            state(q, stated);
    };
    unless_measured(Quantity::SetbackFront, p.setback_front_m);
    unless_measured(Quantity::SetbackRear, p.setback_rear_m);
    unless_measured(Quantity::SetbackSide, p.setback_side_m);
    state(Quantity::Depth, drawn ? built_depth(sides, footprint) : std::optional<double>{});
    unless_measured(Quantity::Depth, p.depth_m);
    state(Quantity::Chamfer, drawn ? corner_cut(sides, footprint) : std::optional<double>{});
    unless_measured(Quantity::Chamfer, p.chamfer_m);
    if (drawn) {
        design.conflicts.push_back({"outside_parcel", {}, planar_area(overlay::difference(footprint, parcel.shape))});
        if (plan.streets_known)
            design.conflicts.push_back(
                {"widening", {}, widening.empty() ? 0.0 : planar_area(overlay::intersection(footprint, widening))});
        for (const OverlayHit& hit : plan.overlays_meeting(footprint, on))
            design.conflicts.push_back({hit.overlay->overlay.kind, hit.overlay->overlay.overlay_id, hit.area_m2});
    }
    return design;
}

} // namespace didban
