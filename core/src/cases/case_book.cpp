#include "didban/cases/case_book.h"

#include "didban/cases/case_id.h"
#include "see_again.h"
#include "untold_columns.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace didban {

namespace {

constexpr auto none = static_cast<std::size_t>(-1);

CaseEvent event_of(const Case& c, const std::string& what, const std::string& changes, const Finding& f,
                   const std::string& run)
{
    CaseEvent e;
    e.case_id = c.case_id;
    e.place = c.place;
    e.on = f.not_after.iso();
    e.event = what;
    e.cause = "run";
    e.run = run;
    e.changes = changes;
    const std::string verdict(name(c.verdict));
    e.detail = what == "detected"
                   ? verdict + (c.violations.empty() ? "" : " " + joined(c.violations))
                   : f.not_before.iso() + " to " + f.not_after.iso() + ": " + changes_for_people(changes);
    return e;
}

/// How much of the smaller ground both share. A case that was only reported has none of its own: any work on its parcel
/// may be it, if no other case fits better.
double likeness(const Finding& f, const Case& c)
{
    const double shared = overlap_share(f.shape, c.shape);
    const bool reported_only = c.area_m2 <= 0 && !c.place.empty();
    return reported_only && !is_settled(c.state) ? std::max(shared * least_overlap, least_overlap) : shared;
}

void add_code(std::vector<std::string>& codes, const std::string& code)
{
    const auto at = std::lower_bound(codes.begin(), codes.end(), code);
    if (at == codes.end() || *at != code)
        codes.insert(at, code);
}

} // namespace

CaseBook::CaseBook(std::vector<Case> cases) : cases_(std::move(cases))
{
    for (std::size_t i = 0; i < cases_.size(); ++i) {
        by_place_.emplace(cases_[i].place, i);
        by_id_.emplace(cases_[i].case_id, i);
    }
}

std::vector<std::size_t> CaseBook::candidates(const CasePlace& place) const
{
    std::vector<std::size_t> found;
    const auto add = [&](const std::string& key) {
        const auto [from, to] = by_place_.equal_range(key);
        for (auto it = from; it != to; ++it)
            found.push_back(it->second);
    };
    add(place.key);
    for (const std::string& key : place.old_keys)
        add(key);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<std::size_t> CaseBook::assign(const std::vector<CasePlace>& places,
                                          const std::vector<Finding>& findings) const
{
    struct Pair {
        double overlap;
        bool settled;
        std::size_t finding, entry;
    };
    std::vector<Pair> pairs;
    for (std::size_t f = 0; f < findings.size(); ++f)
        for (const std::size_t entry : candidates(places[f]))
            if (const double o = likeness(findings[f], cases_[entry]); o >= least_overlap)
                pairs.push_back({o, is_settled(cases_[entry].state), f, entry});
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return std::make_tuple(-a.overlap, a.settled, a.finding, a.entry) <
               std::make_tuple(-b.overlap, b.settled, b.finding, b.entry);
    });
    std::vector<std::size_t> entry_of(findings.size(), none);
    std::vector<bool> taken(cases_.size(), false);
    for (const Pair& p : pairs)
        if (entry_of[p.finding] == none && !taken[p.entry]) {
            entry_of[p.finding] = p.entry;
            taken[p.entry] = true;
        }
    for (const Pair& p : pairs) // a piece of what was settled is no new matter
        if (entry_of[p.finding] == none && p.settled) {
            const double own = planar_area(findings[p.finding].shape), whole = planar_area(cases_[p.entry].shape);
            if (p.overlap * std::min(own, whole) >= least_share_on_settled * own)
                entry_of[p.finding] = p.entry;
        }
    return entry_of;
}

std::vector<CaseEvent> CaseBook::follow(const RunName& run, const std::vector<CasePlace>& places,
                                        std::vector<Finding>& findings, const Complete& complete)
{
    std::vector<std::size_t> entry_of = assign(places, findings);
    std::vector<CaseEvent> events;
    touched_.clear();
    std::vector<bool> seen(cases_.size() + findings.size(), false);
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding& f = findings[i];
        const bool first = entry_of[i] == none;
        if (first)
            entry_of[i] = enter(run.city, places[i], f);
        Case& c = cases_[entry_of[i]];
        f.case_id = c.case_id;
        if (seen[entry_of[i]]) { // a further piece of a settled case
            f.state = name(c.state);
            f.settled = is_settled(c.state);
            (void)complete(i, f);
            continue;
        }
        seen[entry_of[i]] = true;
        const Case before = c;
        const bool regrown = !first && is_settled(c.state) && grew_after_ruling(c, f);
        if (regrown) {
            c.state = CaseState::Detected;
            c.since = f.not_after;
            c.steps.clear();
        }
        if (c.settled_on && is_open(c) && f.verdict == Verdict::Suspected && f.not_after > *c.settled_on)
            add_code(f.violations, "V201");
        see_again(c, places[i], f, complete(i, f));
        f.state = name(c.state);
        f.settled = is_settled(c.state);
        const std::string changes = changes_between(first ? Case{} : before, c);
        if (!changes.empty())
            events.push_back(event_of(c, first ? "detected" : regrown ? "regrown" : "changed", changes, f, run.key));
        if (!changes.empty() || untold_changed(before, c))
            touched_.push_back(entry_of[i]);
    }
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    return events;
}

std::size_t CaseBook::enter(const std::string& city, const CasePlace& place, const Finding& finding)
{
    std::string where = place.key;
    if (where.empty()) {
        const Point middle = finding.shape.empty() ? Point{} : centroid(finding.shape);
        where = "@" + std::to_string(std::llround(middle.x)) + "," + std::to_string(std::llround(middle.y));
    }
    int sequence = 1;
    std::string id = make_case_id(city, where, finding.not_after, sequence);
    while (by_id_.count(id) > 0)
        id = make_case_id(city, where, finding.not_after, ++sequence);
    Case c;
    c.case_id = id;
    c.not_before = finding.not_before;
    c.first_seen = c.last_seen = finding.not_after;
    cases_.push_back(std::move(c));
    by_place_.emplace(place.key, cases_.size() - 1);
    by_id_.emplace(id, cases_.size() - 1);
    return cases_.size() - 1;
}

} // namespace didban
