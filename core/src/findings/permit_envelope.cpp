#include "permit_envelope.h"

#include "plot_geometry.h"
#include "rule_row.h"

#include <cmath>
#include <limits>

namespace didban {

namespace {

/// Storeys above ground from a height: uncertain by the height's own error and by what one storey measures.
Measured floors_of(const Measured& height, const JudgeOptions& options)
{
    const double floors = height.value / options.storey_m;
    const double from_height = height.uncertainty / options.storey_m;
    const double from_storey = 2 * floors * options.storey_sigma_m / options.storey_m;
    return {floors, std::hypot(from_height, from_storey)};
}

std::optional<Measured> height_of(const ChangeObject& object)
{
    if (!object.height_m || object.kind == ChangeKind::Groundwork)
        return std::nullopt;
    return Measured{*object.height_m, 2 * object.height_sigma_m.value_or(1.5)};
}

bool commercial(LandUse use)
{
    return use == LandUse::Commercial || use == LandUse::Office || use == LandUse::Industrial;
}

} // namespace

double area_uncertainty_m2(double area_m2, const ObservedChange& change, const Accuracy& accuracy,
                           const JudgeOptions& options)
{
    const double whole = change.object->area_m2;
    const double own = whole > 0 ? change.object->area_sigma_m2 * area_m2 / whole : change.object->area_sigma_m2;
    constexpr double seen_share = 0.4; // of a leaning wall, as wide as the building, that an outline still holds
    const double walls = seen_share * lean_sigma_m(accuracy) * std::sqrt(area_m2);
    return 2 * std::hypot(own, options.area_model_error * area_m2, walls);
}

std::vector<EnvelopeCheck> check_permit_envelope(const ObservedChange& change, const Permit& permit,
                                                 double area_on_all_plots_m2, const Accuracy& accuracy,
                                                 const JudgeOptions& options)
{
    std::vector<EnvelopeCheck> checks;
    const std::string source = "permit " + permit.id;
    if (permit.footprint_m2 && change.object->kind != ChangeKind::Heightened) {
        const Measured area{area_on_all_plots_m2, area_uncertainty_m2(area_on_all_plots_m2, change, accuracy, options)};
        checks.push_back({rule_row(at_most(*permit.footprint_m2, source), "footprint", area, "m2"),
                          commercial(permit.use) ? "V111" : "V110"});
    }
    const auto height = height_of(*change.object);
    if (height && permit.height_m)
        checks.push_back({rule_row(at_most(*permit.height_m, source), "height", *height, "m"), "V114"});
    if (height && permit.floors)
        checks.push_back({storeys_row(at_most(*permit.floors, source), floors_of(*height, options)), "V113"});
    return checks;
}

std::vector<EnvelopeCheck> check_plan_limits(const ObservedChange& change, const Parcel& parcel, const PlanFacts& plan,
                                             const Accuracy& accuracy, const JudgeOptions& options)
{
    std::vector<EnvelopeCheck> checks;
    if (change.object->kind == ChangeKind::New && plan.coverage.bound.comparable() && parcel.area_m2 > 0) {
        const Measured share{change.area_m2 / parcel.area_m2,
                             area_uncertainty_m2(change.area_m2, change, accuracy, options) / parcel.area_m2};
        checks.push_back({rule_row(plan.coverage, "coverage", share, "share"), "V112"});
    }
    const auto height = height_of(*change.object);
    if (height && plan.height_m.bound.comparable())
        checks.push_back({rule_row(plan.height_m, "height", *height, "m"), "V114"});
    if (height && plan.floors.bound.comparable())
        checks.push_back({storeys_row(plan.floors, floors_of(*height, options)), "V113"});
    return checks;
}

namespace {

/// How deep a building is on its plot, counted from the end of the plot at which it stands: many stand at the back,
/// with the yard towards the street. Infinite for an edge along the plot's longer side, whose depth is the plot's
/// width.
double own_depth_m(const MultiPolygon& shape, const MultiPolygon& plot, const LineString& front, double least_m2)
{
    const Point a = front.front(), b = front.back();
    const double length = std::hypot(b.x - a.x, b.y - a.y), ux = (b.x - a.x) / length, uy = (b.y - a.y) / length;
    double back = 0, left = 0, right = 0;
    for (const Polygon& part : plot.parts)
        for (const Point& p : part.outer) {
            const double along = (p.x - a.x) * ux + (p.y - a.y) * uy;
            back = std::max(back, (p.y - a.y) * ux - (p.x - a.x) * uy);
            left = std::min(left, along);
            right = std::max(right, along);
        }
    if (back < right - left)
        return std::numeric_limits<double>::infinity();
    const Point behind{-uy * back, ux * back};
    return std::min(built_depth_m(shape, a, b, least_m2),
                    built_depth_m(shape, {b.x + behind.x, b.y + behind.y}, {a.x + behind.x, a.y + behind.y}, least_m2));
}

} // namespace

std::optional<EnvelopeCheck> check_depth(const ObservedChange& change, const PlaceFacts& place,
                                         const Accuracy& accuracy, const JudgeOptions& options)
{
    const ChangeKind kind = change.object->kind;
    const bool covers_ground = kind == ChangeKind::New || kind == ChangeKind::Extended; // pits are wider than buildings
    if (!covers_ground || !place.parcel || !place.plan || !place.plan->depth_m.bound.comparable() ||
        place.fronts.empty())
        return std::nullopt;
    double depth = std::numeric_limits<double>::infinity();
    for (const LineString& front : place.fronts)
        depth = std::min(depth, own_depth_m(change.shape, place.parcel->shape, front, options.min_intrusion_m2));
    if (!std::isfinite(depth))
        return std::nullopt;
    const Measured measured{depth, 2 * std::hypot(accuracy.registration_m, accuracy.gsd_m, accuracy.cadastre_m)};
    return EnvelopeCheck{rule_row(place.plan->depth_m, "depth", measured, "m"), "V115"};
}

std::optional<EnvelopeCheck> check_surface(const ObservedChange& change, const PlanFacts& plan)
{
    const ChangeObject& object = *change.object;
    if (!object.top_asl_m || !plan.surface_asl_m.bound.comparable() || object.kind == ChangeKind::Groundwork)
        return std::nullopt;
    const Measured top{*object.top_asl_m, 2 * object.height_sigma_m.value_or(1.5)};
    return EnvelopeCheck{rule_row(plan.surface_asl_m, "surface_asl", top, "m"), "V173"};
}

} // namespace didban
