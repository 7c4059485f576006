#include "didban/findings/judge_change.h"
#include "didban/limits/check_bound.h"

#include "didban/geo/overlay.h"
#include "didban/objects/building_prior.h"
#include "permit_envelope.h"
#include "plot_geometry.h"
#include "restricted_ground.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban {

namespace {

/// Areas that make a case more urgent (domain: sensitivity boosts).
constexpr double sensitive_area = 1.5;

double confidence_of(const ObservedChange& change, const PlaceFacts& place)
{
    return std::clamp(change.object->probability * change.parcel_probability * place.answer.certainty, 0.0, 1.0);
}

/// Would the change be probable enough without the map of the buildings that stood before?
bool held_back_by_map(const ChangeObject& object, double least_probability)
{
    const auto ratio = object.evidence.find("footprint_ratio");
    return ratio != object.evidence.end() && ratio->second > 0 && object.probability < least_probability &&
           with_odds(object.probability, 1 / ratio->second) >= least_probability;
}

/// The code for work that no valid permit covers; "" when that cannot be said.
std::string code_without_permit(const PlaceFacts& place)
{
    if (!place.permits_known || !place.parcel)
        return "";
    switch (place.answer.state) {
    case PermitState::Valid:
    case PermitState::Unknown:
        return "";
    case PermitState::Expired:
        return "V101";
    case PermitState::Completed:
    case PermitState::NotYetIssued:
    case PermitState::Revoked:
    case PermitState::WrongKind:
    case PermitState::None:
        break;
    }
    return place.outside_control ? "V190" : "V100";
}

/// Open water in a yard is no building. On farmland a pool changes the use of land and counts, where nothing may be
/// built it is a work like any other, and what a valid permit covers is a building whatever its colour.
bool is_pool(const ObservedChange& change, const PlaceFacts& place, const JudgeOptions& options)
{
    const auto water = change.object->evidence.find("water_index");
    return change.object->kind == ChangeKind::New && !place.on_farmland && water != change.object->evidence.end() &&
           water->second >= options.least_water_index;
}

/// A long thin shape along the parcel's edge: no building, but a wall or fence.
bool is_wall(const ObservedChange& change, const PlaceFacts& place, const Accuracy& accuracy)
{
    constexpr double widest_m = 1, shortest_m = 12, share_at_edge = 0.7;
    const ChangeKind kind = change.object->kind;
    if (!place.parcel || (kind != ChangeKind::New && kind != ChangeKind::Groundwork))
        return false;
    if (mean_width_m(change.shape) > widest_m + accuracy.gsd_m || half_perimeter_m(change.shape) < shortest_m)
        return false;
    const double near_m = widest_m + 2 * std::hypot(accuracy.registration_m, accuracy.gsd_m, accuracy.cadastre_m);
    const MultiPolygon inner = overlay::buffer(place.parcel->shape, -near_m);
    const double inside = inner.empty() ? 0 : planar_area(overlay::intersection(change.shape, inner));
    return inside <= (1 - share_at_edge) * planar_area(change.shape);
}

/// A new roof beside a building that stands: what was added to it, or a second building where records say that one was
/// completed.
bool in_the_yard(const ObservedChange& change, const PlaceFacts& place)
{
    return change.object->kind == ChangeKind::Extended ||
           (change.object->kind == ChangeKind::New && place.answer.state == PermitState::Completed);
}

/// Records the check and returns whether it is a violation.
bool keep(Finding& finding, const EnvelopeCheck& c)
{
    finding.rules.push_back(c.check);
    if (c.check.verdict != "violates")
        return false;
    finding.violations.push_back(c.code);
    return true;
}

void check_limits(Finding& finding, const ObservedChange& change, const PlaceFacts& place, const Accuracy& accuracy,
                  const JudgeOptions& options)
{
    const bool permitted = place.answer.state == PermitState::Valid && place.permit;
    if (permitted)
        for (const EnvelopeCheck& c :
             check_permit_envelope(change, *place.permit, place.permit_area_m2, accuracy, options))
            keep(finding, c);
    if (!place.plan || !place.parcel)
        return;
    // What a valid permit states and the building keeps is settled, even where today's plan is stricter.
    const auto settles = [&](const RuleCheck& r, const std::string& quantity) {
        const bool same =
            r.quantity == quantity || (r.quantity == "footprint" && (quantity == "coverage" || quantity == "depth"));
        return permitted && same && r.verdict != "violates";
    };
    const auto settled = [&](const std::string& quantity) {
        return std::any_of(finding.rules.begin(), finding.rules.end(),
                           [&](const RuleCheck& r) { return settles(r, quantity); });
    };
    if (const auto depth = check_depth(change, place, accuracy, options)) {
        const bool counts =
            permitted && !settled("depth") && depth->check.verdict == "violates"; // else V100 says it all
        finding.rules.push_back(depth->check);
        if (counts)
            finding.violations.push_back(depth->code);
    }
    if (const auto surface = check_surface(change, *place.plan))
        keep(finding, *surface);
    for (const EnvelopeCheck& c : check_plan_limits(change, *place.parcel, *place.plan, accuracy, options)) {
        if (!settled(c.check.quantity))
            keep(finding, c);
    }
}

} // namespace

double lean_sigma_m(const Accuracy& accuracy)
{
    constexpr double height_sigma_m = 2.5;
    return height_sigma_m * std::tan(accuracy.off_nadir_deg * std::numbers::pi / 180);
}

Work work_of(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Extended:
        return Work::Addition;
    case ChangeKind::Heightened:
        return Work::ExtraHeight;
    case ChangeKind::Groundwork:
        return Work::Groundwork;
    case ChangeKind::Demolished:
        return Work::Demolition;
    case ChangeKind::New:
        break;
    }
    return Work::NewBuilding;
}

Judgement judge_change(const ObservedChange& change, const PlaceFacts& place, const Period& period,
                       const Accuracy& accuracy, const JudgeOptions& options)
{
    Judgement out;
    Finding& f = out.finding;
    const ChangeObject& object = *change.object;
    f.change = object.kind;
    f.stage = object.stage;
    f.shape = translated(change.shape, change.seen_beside);
    f.area_m2 = change.area_m2;
    f.area_sigma_m2 = area_uncertainty_m2(change.area_m2, change, accuracy, options) / 2;
    f.height_m = object.height_m;
    f.height_sigma_m = object.height_sigma_m;
    f.not_before = period.not_before;
    f.not_after = period.not_after;
    f.parcel_probability = change.parcel_probability;
    f.object_number = object.number;
    f.confidence = confidence_of(change, place);
    out.change_probability = object.probability * change.parcel_probability;
    if (place.parcel) {
        f.parcel_id = place.parcel->id;
        if (!place.parcel->district.empty())
            f.district = place.parcel->district;
    }
    f.permit_status = std::string(place.permits_known ? name(place.answer.state) : "unknown");
    if (place.permit)
        f.permit_id = place.permit->id;

    const auto end_as = [&](Verdict verdict, Cause cause) {
        f.verdict = verdict;
        f.violations.clear();
        out.cause = cause;
        return out;
    };

    const bool permitted = place.answer.state == PermitState::Valid;
    for (const RestrictedGround& ground : place.restricted) {
        if (!counts(ground, accuracy, options))
            continue;
        out.sensitivity = sensitive_area;
        const std::string code = code_on(ground, object.kind);
        if (code.empty() || (permitted && !no_permit_helps(ground)))
            continue;
        RuleCheck check;
        check.rule_id = ground.id;
        check.quantity = ground.kind;
        check.limit = 0.0;
        check.measured = ground.area_m2;
        check.unit = "m2";
        check.verdict = name(LimitVerdict::Violates);
        check.reason = name(LimitReason::Forbidden);
        check.source = ground.source;
        f.rules.push_back(std::move(check));
        f.violations.push_back(code);
    }
    const bool on_restricted = !f.violations.empty();
    if (place.on_farmland && is_wall(change, place, accuracy)) {
        f.violations = {"V182"}; // a wall is no building: it breaks the farmland law, and that alone
    } else if (object.kind != ChangeKind::Demolished) {
        if (const std::string code = code_without_permit(place); !code.empty()) {
            f.violations.push_back(code);
            if (code == "V100" && place.plan && place.plan->commercial && in_the_yard(change, place))
                f.violations.emplace_back("V124");
        }
        check_limits(f, change, place, accuracy, options);
    }
    std::sort(f.violations.begin(), f.violations.end());
    f.violations.erase(std::unique(f.violations.begin(), f.violations.end()), f.violations.end());

    if (object.probability < options.least_probability)
        return end_as(Verdict::Unclear, held_back_by_map(object, options.least_probability) ? Cause::MapOfBuildings
                                                                                            : Cause::WeakEvidence);
    if (object.kind == ChangeKind::Demolished && f.violations.empty())
        return end_as(Verdict::Exempt, Cause::DemolitionOnly);
    if (!permitted && !on_restricted && is_pool(change, place, options))
        return end_as(Verdict::Exempt, Cause::Pool);
    if (permitted && f.violations.empty())
        return end_as(Verdict::Authorized, Cause::None);
    if (place.parcel && change.parcel_probability < options.least_attribution)
        return end_as(Verdict::Unclear, Cause::BoundaryUncertain);
    if (change.area_m2 < options.min_area_m2 && object.kind != ChangeKind::Demolished)
        return end_as(Verdict::Unclear, Cause::SmallPart);
    if (!f.violations.empty() && place.mostly_unseen)
        return end_as(Verdict::Unclear, Cause::MostlyUnseen);
    if (!f.violations.empty()) {
        f.verdict = Verdict::Suspected;
        return out;
    }
    if (!place.permits_known)
        return end_as(Verdict::Unclear, Cause::PermitsUnknown);
    return end_as(Verdict::Unclear, place.parcel ? Cause::PermitUnclear : Cause::OutsideParcels);
}

} // namespace didban
