#include "see_again.h"

#include "didban/geo/overlay.h"

#include <algorithm>
#include <set>

namespace didban {

namespace {

constexpr double least_growth_m2 = 5, least_growth_share = 0.2;
constexpr double growth_sigmas = 1.64; // one in twenty would look grown by chance

int mildness(Verdict v)
{
    return v == Verdict::Suspected ? 0 : v == Verdict::Unclear ? 1 : 2;
}

/// The period of `f` holds that of the last sighting, and more.
bool holds_last_period(const Case& c, const Finding& f)
{
    return c.seen_from && f.not_before < *c.seen_from && f.not_after >= c.last_seen;
}

void take_ground(Case& c, const Finding& f)
{
    c.area_m2 = f.area_m2;
    c.shape = f.shape;
}

bool was_reported(const Case& c)
{
    return std::any_of(c.steps.begin(), c.steps.end(), [](const CaseStep& step) { return step.name == "reported"; });
}

void take_verdict(Case& c, const Finding& f, double visit_score)
{
    c.seen_from = f.not_before;
    c.verdict = f.verdict;
    c.violations = f.violations;
    c.change = f.change;
    c.stage = f.stage;
    c.height_m = f.height_m;
    c.confidence = f.confidence;
    c.raw_confidence = f.raw_confidence;
    c.detector = f.detector;
    c.sensor = f.sensor;
    c.visit_score = visit_score;
    c.permit_id = f.permit_id.value_or("");
    c.permit_status = f.permit_status.value_or("");
    c.reason_en = f.reason_en;
    c.reason_fa = f.reason_fa;
    if (c.state == CaseState::Detected || c.state == CaseState::Recorded)
        c.state = mildness(f.verdict) < 2 || was_reported(c) ? CaseState::Detected : CaseState::Recorded;
}

void date_first_sight(Case& c, const Finding& f)
{
    if (f.not_after < c.first_seen) {
        c.first_seen = f.not_after;
        c.not_before = f.not_before;
    } else if (f.not_after == c.first_seen && f.not_before > c.not_before) {
        c.not_before = f.not_before; // a narrower span says better when it began
    }
}

} // namespace

double overlap_share(const MultiPolygon& a, const MultiPolygon& b)
{
    if (!bounds(a).meets(bounds(b)))
        return 0;
    const double least = std::min(planar_area(a), planar_area(b));
    return least > 0 ? planar_area(overlay::intersection(a, b)) / least : 0;
}

bool grew_after_ruling(const Case& c, const Finding& f)
{
    if (f.not_after <= c.settled_on.value_or(c.last_seen))
        return false;
    if (f.change == ChangeKind::Heightened && c.change != ChangeKind::Heightened && f.not_before >= c.last_seen)
        return true;
    return f.area_m2 - c.area_m2 >
           std::max({least_growth_m2, least_growth_share * c.area_m2, growth_sigmas * f.area_sigma_m2});
}

void see_again(Case& c, const CasePlace& place, const Finding& f, double visit_score)
{
    c.place = place.key;
    c.parcel_id = f.parcel_id.value_or("");
    c.district = f.district.value_or("");
    c.address = place.address;
    if (is_settled(c.state)) {
        c.last_seen = std::max(c.last_seen, f.not_after);
        return;
    }
    date_first_sight(c, f);
    const bool reported_only = c.area_m2 <= 0;
    if (f.not_after < c.last_seen && !reported_only)
        return;
    const bool later = f.not_after > c.last_seen;
    c.last_seen = std::max(c.last_seen, f.not_after);
    if (!holds_last_period(c, f) || mildness(f.verdict) < mildness(c.verdict)) {
        take_verdict(c, f, visit_score);
        take_ground(c, f);
    } else if (later) { // a wider span: what it adds is kept, nothing is taken off
        if (f.verdict == c.verdict) {
            Finding both = f;
            std::set<std::string> codes(c.violations.begin(), c.violations.end());
            codes.insert(f.violations.begin(), f.violations.end());
            both.violations.assign(codes.begin(), codes.end());
            const std::optional<Date> narrower = c.seen_from;
            take_verdict(c, both, visit_score);
            c.seen_from = narrower;
        }
        take_ground(c, f);
    }
}

} // namespace didban
