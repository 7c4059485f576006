#include "didban/cases/site_report.h"

#include "didban/base/jalali.h"
#include "didban/base/text.h"
#include "didban/geo/segment.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace didban {

namespace {

constexpr double reach_m = 15, half_square_m = 1;

double distance_to(const MultiPolygon& shape, const Point& p)
{
    if (contains(shape, p))
        return 0;
    double nearest = INFINITY;
    for (const Polygon& part : shape.parts)
        for (std::size_t i = 0; i < part.outer.size(); ++i)
            nearest = std::min(nearest, distance_to_segment(p, part.outer[i], part.outer[(i + 1) % part.outer.size()]));
    return nearest;
}

CaseEvent event_of(const Case& c, const SiteReport& r, const std::string& changes)
{
    CaseEvent e;
    e.case_id = c.case_id;
    e.place = c.place;
    e.on = r.on.iso();
    e.event = "reported";
    e.cause = "import";
    e.reason = r.source;
    e.note = r.violation + (r.violation.empty() || r.text.empty() ? "" : ": ") + r.text;
    e.detail = r.source + (e.note.empty() ? "" : ": " + e.note);
    e.changes = changes;
    e.facts = facts_text(r.facts);
    e.recorded = r.recorded;
    return e;
}

} // namespace

std::optional<std::size_t> case_of_report(const std::vector<Case>& cases, const SiteReport& report)
{
    std::optional<std::size_t> best;
    std::tuple<bool, double, double> best_rank;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Case& c = cases[i];
        const bool on_parcel = c.place == report.place || std::find(report.old_places.begin(), report.old_places.end(),
                                                                    c.place) != report.old_places.end();
        if (!on_parcel || c.not_before > report.on)
            continue;
        const double away = report.at && !c.shape.empty() && c.area_m2 > 0 ? distance_to(c.shape, *report.at) : 0;
        if (away > reach_m)
            continue;
        const std::tuple<bool, double, double> rank{is_settled(c.state), away, -c.area_m2};
        if (!best || rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

CaseEvent note_report(Case& c, const SiteReport& report)
{
    const Case before = c;
    const bool after_ruling = is_settled(c.state) && report.on > c.settled_on.value_or(c.last_seen);
    if (after_ruling || (c.state == CaseState::Recorded && !report.violation.empty())) {
        c.state = CaseState::Detected;
        c.since = report.on;
        c.steps = {{"reported", report.on}};
    }
    return event_of(c, report, changes_between(before, c));
}

std::pair<Case, CaseEvent> case_from_report(const std::string& id, const SiteReport& r, const std::string& images_en,
                                            const std::string& images_fa)
{
    Case c;
    c.case_id = id;
    c.place = r.place;
    c.parcel_id = r.parcel_id;
    c.district = r.district;
    c.address = r.address;
    c.not_before = c.first_seen = c.last_seen = r.on;
    c.steps = {{"reported", r.on}};
    c.verdict = r.violation.empty() ? Verdict::Unclear : Verdict::Suspected;
    if (!r.violation.empty())
        c.violations = {r.violation};
    if (r.at) {
        const double x = r.at->x, y = r.at->y, d = half_square_m;
        c.shape = {{{{{x - d, y - d}, {x + d, y - d}, {x + d, y + d}, {x - d, y + d}}, {}}}};
    }
    const bool engineer = r.source == "engineer", citizen = r.source == "citizen";
    c.reason_en = std::string("Reported by ") +
                  (engineer  ? "the supervising engineer"
                   : citizen ? "a citizen"
                             : "a patrol") +
                  " on " + r.on.iso() + (images_en.empty() ? "" : "; " + images_en) + ".";
    c.reason_fa = std::string("گزارش ") +
                  (engineer  ? "مهندس ناظر"
                   : citizen ? "شهروند"
                             : "گشت") +
                  " در " + text::persian_digits(to_jalali(r.on).text()) + (images_fa.empty() ? "" : "؛ " + images_fa) +
                  ".";
    CaseEvent e = event_of(c, r, changes_between(Case{}, c));
    return {std::move(c), std::move(e)};
}

bool told(const std::vector<CaseEvent>& events, const SiteReport& report)
{
    const CaseEvent wanted = event_of({}, report, "");
    return std::any_of(events.begin(), events.end(), [&](const CaseEvent& e) {
        return e.event == wanted.event && e.on == wanted.on && e.reason == wanted.reason && e.note == wanted.note;
    });
}

std::optional<CaseEvent> engineer_silent(const Case& c, const std::vector<CaseEvent>& events, const Date& until,
                                         const std::string& recorded)
{
    const bool work = c.change != ChangeKind::Demolished && c.area_m2 > 0;
    if (c.permit_id.empty() || !work || is_settled(c.state) || c.last_seen > until)
        return std::nullopt;
    for (const CaseEvent& e : events) {
        const std::optional<Date> on = Date::parse_iso(e.on);
        if ((e.event == "reported" && e.reason == "engineer" && on && *on >= c.not_before) ||
            e.event == "engineer_silent")
            return std::nullopt;
    }
    CaseEvent e;
    e.case_id = c.case_id;
    e.place = c.place;
    e.on = until.iso();
    e.event = "engineer_silent";
    e.cause = "import";
    e.reason = "V210";
    e.detail = "permit " + c.permit_id + ", " + std::string(name(c.change)) + " seen by " + c.last_seen.iso() +
               ", no report of the supervising engineer by " + until.iso();
    e.recorded = recorded;
    return e;
}

} // namespace didban
