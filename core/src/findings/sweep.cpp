#include "didban/findings/sweep.h"

#include "didban/limits/check_bound.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// A storey more than known shows from half a storey on.
constexpr double half_storey = 0.5;

DecidedBound at_most(double most, std::string source)
{
    DecidedBound out;
    out.bound.state = BoundState::Limited;
    out.bound.limit = Limit{most, most};
    out.rule_id = out.source = std::move(source);
    return out;
}

RuleCheck check(const DecidedBound& decided, const char* quantity, const Measured& measured, const char* unit)
{
    const LimitCheck found = check_bound(decided.bound, measured);
    RuleCheck row;
    row.rule_id = decided.rule_id;
    row.quantity = quantity;
    row.limit = found.against;
    row.measured = measured.value;
    row.uncertainty = measured.uncertainty;
    row.unit = unit;
    row.verdict = name(found.verdict);
    row.reason = name(found.reason);
    row.source = decided.source;
    row.uri = decided.uri;
    row.conditions = decided.bound.conditions;
    return row;
}

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

/// The largest that any permit states; empty where one of them does not say it.
std::optional<double> largest(const SweepPlace& place, std::optional<double> Permit::*what)
{
    std::optional<double> most;
    for (const Permit* p : place.permits) {
        if (!(p->*what))
            return std::nullopt;
        most = std::max(most.value_or(0), *(p->*what));
    }
    return most;
}

std::string named(const std::vector<const Permit*>& permits)
{
    std::string all = permits.size() > 1 ? "permits " : "permit ";
    for (const Permit* p : permits)
        all += (p == permits.front() ? "" : ", ") + p->id;
    return all;
}

void add_storeys(const StandingPart& part, const std::optional<double>& floors, const std::optional<double>& height_m,
                 const std::string& source, const SweepOptions& options, std::vector<RuleCheck>& rows)
{
    if (part.floors && floors)
        rows.push_back(check(at_most(*floors + half_storey, source), "floors", {*part.floors, 0}, "floors"));
    if (part.height_m && height_m)
        rows.push_back(check(at_most(*height_m, source), "height", {*part.height_m, 2 * options.height_sigma_m}, "m"));
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
        rows.push_back(check(place.plan->coverage, "coverage", share, "share"));
    }
    if (part.floors && place.plan->floors.bound.comparable()) {
        DecidedBound storeys = place.plan->floors;
        storeys.bound = moved(std::move(storeys.bound), half_storey);
        rows.push_back(check(storeys, "floors", {*part.floors, 0}, "floors"));
    }
    if (part.height_m && place.plan->height_m.bound.comparable())
        rows.push_back(check(place.plan->height_m, "height", {*part.height_m, 2 * options.height_sigma_m}, "m"));
}

/// Against the permits of the place.
SweptPart by_permits(const StandingPart& part, const SweepPlace& place, const SweepOptions& options)
{
    SweptPart out;
    const std::string source = named(place.permits);
    if (!on_record(part, options))
        if (const auto most = footprint(place))
            out.rules.push_back(check(at_most(*most, source), "footprint",
                                      ground(place.unrecorded_m2, place.unrecorded_sigma_m2, options), "m2"));
    add_storeys(part, largest(place, &Permit::floors), largest(place, &Permit::height_m), source, options, out.rules);
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
            check(at_most(known, source), "footprint", ground(part.area_m2, part.area_sigma_m2, options), "m2"));
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
    return covers(permit.kind, Work::NewBuilding) && permit.status != PermitStatus::Revoked &&
           permit.status != PermitStatus::Suspended && permit.status != PermitStatus::Draft &&
           (!permit.issued_known || permit.issued <= on);
}

SweptPart judge_standing(const StandingPart& part, const SweepPlace& place, const SweepOptions& options)
{
    SweptPart out = by_records(part, place, options);
    // A record that knows all of it is enough; a permit may know more than the record.
    if (out.verdict != SweepVerdict::Recorded && !place.permits.empty())
        out = by_permits(part, place, options);
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
