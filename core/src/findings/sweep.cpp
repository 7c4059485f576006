#include "didban/findings/sweep.h"

#include "didban/base/join.h"
#include "didban/base/largest_stated.h"
#include "rule_row.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

Measured ground(double area_m2, double sigma_m2, const SweepOptions& options)
{
    return {area_m2, 2 * std::hypot(sigma_m2, options.area_model_error * area_m2)};
}

/// What the permits of a place allow together: footprints are summed, since an addition's permit states its own ground
/// alone; a changed plan or a duplicate replaces what it stands for. Empty where one of them does not say it.
std::optional<double> footprint(const SweepPlace& place)
{
    double sum = 0, replaced = 0;
    for (const Permit* p : place.permits) {
        if (!p->footprint_m2 && !(p->coverage && place.parcel != nullptr))
            return std::nullopt;
        const double stated = p->footprint_m2 ? *p->footprint_m2 : *p->coverage * place.parcel->area_m2;
        if (p->kind == PermitKind::PlanChange || p->kind == PermitKind::Duplicate)
            replaced = std::max(replaced, stated);
        else
            sum += stated;
    }
    return std::max(sum, replaced);
}

std::string named(const std::vector<const Permit*>& permits)
{
    return (permits.size() > 1 ? "permits " : "permit ") +
           text::join(permits, ", ", [](const Permit* p) { return p->id; });
}

void add_storeys(const StandingPart& part, const std::optional<double>& floors, const std::optional<double>& height_m,
                 const std::string& source, const SweepOptions& options, std::vector<RuleCheck>& rows)
{
    if (part.floors && floors)
        rows.push_back(storeys_row(at_most(*floors, source), {*part.floors, 0}));
    if (part.height_m && height_m)
        rows.push_back(
            rule_row(at_most(*height_m, source), "height", {*part.height_m, 2 * options.height_sigma_m}, "m"));
}

bool violated(const std::vector<RuleCheck>& rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const RuleCheck& r) { return r.verdict == "violates"; });
}

/// The building is where the records have one, and no more of it than they may err.
bool on_record(const StandingPart& part, const SweepOptions& options)
{
    return part.accepted || (part.recorded_m2 * 2 >= part.area_m2 && part.unrecorded_m2 < options.min_area_m2);
}

void add_plan(const SweepPlace& place, const StandingPart& part, const SweepOptions& options,
              std::vector<RuleCheck>& rows)
{
    if (place.plan == nullptr || place.parcel == nullptr || !(place.parcel->area_m2 > 0))
        return;
    if (place.plan->coverage.bound.comparable()) {
        Measured share = ground(place.covered_m2, place.covered_sigma_m2, options);
        share.value /= place.parcel->area_m2;
        share.uncertainty /= place.parcel->area_m2;
        rows.push_back(rule_row(place.plan->coverage, "coverage", share, "share"));
    }
    if (part.floors && place.plan->floors.bound.comparable())
        rows.push_back(storeys_row(place.plan->floors, {*part.floors, 0}));
    if (part.height_m && place.plan->height_m.bound.comparable())
        rows.push_back(rule_row(place.plan->height_m, "height", {*part.height_m, 2 * options.height_sigma_m}, "m"));
}

/// Against the permits of the place.
SweptPart by_permits(const StandingPart& part, const SweepPlace& place, const SweepOptions& options)
{
    SweptPart out;
    const std::string source = named(place.permits);
    if (!on_record(part, options))
        if (const auto most = footprint(place))
            out.rules.push_back(rule_row(at_most(*most, source), "footprint",
                                         ground(place.unrecorded_m2, place.unrecorded_sigma_m2, options), "m2"));
    add_storeys(part, largest_stated(place.permits, &Permit::floors), largest_stated(place.permits, &Permit::height_m),
                source, options, out.rules);
    out.verdict = violated(out.rules) ? SweepVerdict::ExceedsRecord : SweepVerdict::Permitted;
    return out;
}

/// Against the older records, where no permit licenses anything.
SweptPart by_records(const StandingPart& part, const SweepPlace& place, const SweepOptions& options)
{
    static const std::string source = "records";
    SweptPart out;
    if (on_record(part, options)) {
        add_storeys(part, part.recorded_floors, part.recorded_height_m, source, options, out.rules);
        out.verdict = violated(out.rules) ? SweepVerdict::ExceedsRecord : SweepVerdict::Recorded;
    } else if (part.recorded_m2 * 2 >= part.area_m2) {
        const double known = part.area_m2 - part.unrecorded_m2;
        out.rules.push_back(
            rule_row(at_most(known, source), "footprint", ground(part.area_m2, part.area_sigma_m2, options), "m2"));
        out.verdict = violated(out.rules) ? SweepVerdict::ExceedsRecord : SweepVerdict::Recorded;
    } else {
        out.verdict = SweepVerdict::NoRecord;
    }
    if (out.verdict != SweepVerdict::Recorded && !place.permits_known) {
        out.verdict = SweepVerdict::Unknown;
        out.cause = SweepCause::PermitsUnknown;
    }
    return out;
}

} // namespace

std::string_view name(SweepVerdict verdict)
{
    switch (verdict) {
    case SweepVerdict::NoRecord:
        return "no_record";
    case SweepVerdict::ExceedsRecord:
        return "exceeds_record";
    case SweepVerdict::Permitted:
        return "permitted";
    case SweepVerdict::Recorded:
        return "recorded";
    case SweepVerdict::NothingStands:
        return "nothing_stands";
    case SweepVerdict::NotSeen:
        return "not_seen";
    case SweepVerdict::Unknown:
        break;
    }
    return "unknown";
}

bool licenses(const Permit& permit, const Date& on)
{
    const PermitState state = permit_state(permit, Work::NewBuilding, {on, on});
    return state != PermitState::WrongKind && state != PermitState::Revoked && state != PermitState::NotYetIssued;
}

SweptPart judge_standing(const StandingPart& part, const SweepPlace& place, const SweepOptions& options)
{
    SweptPart out = by_records(part, place, options);
    // A record that knows all of it is enough; a permit may know more than the record.
    if (out.verdict != SweepVerdict::Recorded && !place.permits.empty())
        out = by_permits(part, place, options);
    out.plan_rules_from = out.rules.size();
    if (out.verdict != SweepVerdict::NoRecord && out.verdict != SweepVerdict::ExceedsRecord)
        return out;
    add_plan(place, part, options, out.rules);
    if (!place.records_reach)
        out.cause = SweepCause::RecordsSilent;
    else if (part.parcel_probability < options.least_attribution)
        out.cause = SweepCause::BoundaryUncertain;
    if (out.cause != SweepCause::None)
        out.verdict = SweepVerdict::Unknown;
    return out;
}

} // namespace didban
