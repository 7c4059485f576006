#include "pipelines/parcel/measure_design.h"

#include "didban/base/error.h"
#include "didban/geo/overlay.h"
#include "didban/geo/perimeter.h"
#include "didban/rules/words.h"
#include "pipelines/parcel/drawing_precision.h"
#include "pipelines/parcel/plot_sides.h"
#include "pipelines/plan/clip_area.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr double far_away_m = 100; ///< a footprint farther from its parcel than this was drawn somewhere else

MultiPolygon line_of(const PlotSide& s)
{
    return {{{{s.a, s.b}, {}}}};
}

/// Each kind of setback per compass side: the least distance of the footprint from those edges, or from the corrected
/// edge in front.
void measure_setbacks(const std::vector<PlotSide>& sides, const MultiPolygon& footprint, const MultiPolygon& widening,
                      const DrawingPrecision& precision, Design& design)
{
    const auto add = [&](PlotSide::Kind kind, Quantity q) {
        std::vector<std::pair<std::string, double>> by_label;
        for (const PlotSide& s : sides) {
            if (s.kind != kind)
                continue;
            double d = edge_distance(line_of(s), footprint);
            if (kind == PlotSide::Kind::Front && !widening.empty())
                d = std::min(d, edge_distance(widening, footprint));
            const auto same =
                std::find_if(by_label.begin(), by_label.end(), [&](const auto& e) { return e.first == s.label; });
            if (same == by_label.end())
                by_label.emplace_back(s.label, d);
            else
                same->second = std::min(same->second, d);
        }
        for (const auto& [label, d] : by_label)
            design.values.push_back(
                {q, d, precision.uncertainty_m, label, precision.tolerance_m, side_words(label).fa});
    };
    add(PlotSide::Kind::Front, Quantity::SetbackFront);
    add(PlotSide::Kind::Rear, Quantity::SetbackRear);
    add(PlotSide::Kind::Side, Quantity::SetbackSide);
}

std::string name_of(const std::string& street_id, const ParcelFacts& facts)
{
    for (const PassageFact& p : facts.passages)
        if (p.street_id == street_id && !p.name.empty())
            return p.name;
    return street_id;
}

/// How far the footprint reaches behind the corrected edge: on the street that governs for the design itself, on the
/// others beside the depth that the plot has behind them.
void measure_depths(const std::vector<PlotSide>& sides, const Parcel& parcel, const ParcelFacts& facts,
                    const MultiPolygon& footprint, const DrawingPrecision& precision, MeasuredDesign& measured)
{
    const std::vector<const PlotSide*> fronts = main_fronts(sides);
    const std::string governing = facts.passages.empty() ? std::string{} : facts.passages.front().street_id;
    for (const PlotSide* front : fronts) {
        DesignValue depth{
            Quantity::Depth, front->front.depth_of(footprint), precision.uncertainty_m, {}, precision.tolerance_m};
        if (fronts.size() > 1) {
            depth.part = "from " + front->street;
            depth.part_fa = "از " + name_of(front->street, facts);
        }
        if (front->street == governing || fronts.size() == 1)
            measured.design.values.push_back(std::move(depth));
        else
            measured.other_streets.push_back({front->edge.depth_of(parcel.shape), std::move(depth)});
    }
}

/// The corner cut that a footprint leaves free: where two fronts meet at an angle θ after widening, a cut of length c
/// passes c / (2 tan(θ/2)) from the corner.
std::optional<DesignValue> corner_cut(const std::vector<PlotSide>& sides, const MultiPolygon& footprint,
                                      const DrawingPrecision& precision)
{
    std::optional<DesignValue> least;
    for (const PlotCorner& corner : corners_of(sides)) {
        const double scale = 2 * std::tan(corner.angle / 2);
        const double cut = scale * edge_distance({{{{corner.at, corner.at}, {}}}}, footprint);
        if (!least || cut < least->value)
            least =
                DesignValue{Quantity::Chamfer, cut, scale * precision.uncertainty_m, {}, scale * precision.tolerance_m};
    }
    return least;
}

/// Ground below this may come from the coordinates' decimals alone, m².
double ground_tolerance(const MultiPolygon& footprint, const DrawingPrecision& precision)
{
    double length = 0;
    for (const Polygon& part : footprint.parts)
        length += perimeter(part.outer);
    return length * (precision.tolerance_m + precision.uncertainty_m);
}

MultiPolygon placed(const Proposal& proposal, const Parcel& parcel, const ParcelBook& book)
{
    if (proposal.footprint.empty())
        return {};
    MultiPolygon shape = overlay::make_valid(book.in_working_crs(proposal.footprint, proposal.footprint_crs));
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

MeasuredDesign measure_design(const ParcelBook& book, std::size_t index, const ParcelFacts& facts, const Proposal& p,
                              const Date& on)
{
    const Parcel& parcel = book.parcel(index);
    const PlanData& plan = book.plan();
    MeasuredDesign measured;
    Design& design = measured.design;
    design.uses = p.uses;
    for (const std::string& use : p.uses) {
        const UseCode* named = plan.rules.find_use(use);
        design.uses_fa.push_back(named ? named->name_fa : std::string{});
    }
    design.conditions_met = p.conditions_met;
    const auto state = [&](Quantity q, const std::optional<double>& value) {
        if (value)
            design.values.push_back({q, *value, 0, {}, 0});
        return value.has_value();
    };
    const MultiPolygon footprint = placed(p, parcel, book);
    const bool drawn = !footprint.empty();
    const DrawingPrecision precision =
        drawn ? precision_of(p.footprint, p.footprint_crs.empty() ? Crs::wgs84() : Crs::parse(p.footprint_crs))
              : DrawingPrecision{};
    const double ground = drawn ? ground_tolerance(footprint, precision) : 0;
    const std::optional<double> area =
        plan.rules.plan().plot_area == PlotAreaBasis::AfterWidening ? facts.area_after_widening_m2 : facts.area_m2;
    const double to_geodesic = facts.area_m2 ? *facts.area_m2 / planar_area(parcel.shape) : 1;
    std::optional<double> built = p.footprint_m2;
    if (drawn)
        built = planar_area(footprint) * to_geodesic;
    state(Quantity::Floors, p.floors);
    state(Quantity::Height, p.height_m);
    state(Quantity::Units, p.units);
    state(Quantity::Parking, p.parking);
    state(Quantity::Projection, p.projection_m);
    state(Quantity::MinPlotArea, area);
    state(Quantity::MinFrontage, facts.frontage_m);
    if (area && built) {
        design.values.push_back({Quantity::Coverage, *built / *area, 0, {}, ground / *area});
        design.values.push_back({Quantity::OpenSpace, 1 - *built / *area, 0, {}, ground / *area});
    }
    if (area && p.total_area_m2)
        state(Quantity::FloorAreaRatio, *p.total_area_m2 / *area);
    if (facts.ground_asl_m && p.height_m)
        state(Quantity::SurfaceAsl, *facts.ground_asl_m + *p.height_m);

    const MultiPolygon widening = plan.taken_by_widening(parcel);
    if (drawn) {
        const std::vector<PlotSide> sides =
            plot_sides(parcel, plan, facts.passages.empty() ? std::string{} : facts.passages.front().street_id);
        measure_setbacks(sides, footprint, widening, precision, design);
        measure_depths(sides, parcel, facts, footprint, precision, measured);
        if (auto cut = corner_cut(sides, footprint, precision))
            design.values.push_back(std::move(*cut));
    }
    const auto unless_measured = [&](Quantity q, const std::optional<double>& stated) {
        if (std::none_of(design.values.begin(), design.values.end(),
                         [&](const DesignValue& v) { return v.quantity == q; }))
            state(q, stated);
    };
    unless_measured(Quantity::SetbackFront, p.setback_front_m);
    unless_measured(Quantity::SetbackRear, p.setback_rear_m);
    unless_measured(Quantity::SetbackSide, p.setback_side_m);
    unless_measured(Quantity::Depth, p.depth_m);
    unless_measured(Quantity::Chamfer, p.chamfer_m);
    if (drawn) {
        const auto beyond = [&](const MultiPolygon& shape) {
            const double m2 = shape.empty() ? 0.0 : planar_area(shape);
            return m2 > ground ? m2 : 0.0;
        };
        design.conflicts.push_back({"outside_parcel", {}, beyond(overlay::difference(footprint, parcel.shape))});
        if (plan.streets_known)
            design.conflicts.push_back(
                {"widening", {}, widening.empty() ? 0.0 : beyond(overlay::intersection(footprint, widening))});
        for (const OverlayHit& hit : plan.overlays_meeting(footprint, on))
            design.conflicts.push_back(
                {hit.overlay->overlay.kind, hit.overlay->overlay.overlay_id, hit.area_m2, hit.overlay->overlay.label});
    }
    return measured;
}

} // namespace didban
