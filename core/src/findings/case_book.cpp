#include "didban/findings/case_book.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/findings/case_id.h"
#include "didban/geo/overlay.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace didban {

namespace {

constexpr double least_overlap = 0.2; // of the smaller of the two shapes

double overlap_share(const MultiPolygon& a, const MultiPolygon& b)
{
    if (!bounds(a).meets(bounds(b)))
        return 0;
    const double least = std::min(planar_area(a), planar_area(b));
    return least > 0 ? planar_area(overlay::intersection(a, b)) / least : 0;
}

bool may_take(const Case& c, const Finding& f)
{
    return is_open(c) || f.not_after <= c.last_seen;
}

void update(Case& c, const Finding& f)
{
    if (f.not_after < c.first_seen) {
        c.first_seen = f.not_after;
        c.not_before = f.not_before;
    }
    if (f.not_after < c.last_seen)
        return;
    c.last_seen = f.not_after;
    c.verdict = name(f.verdict);
    c.change = name(f.change);
    c.violations.clear();
    for (const std::string& code : f.violations)
        c.violations += (c.violations.empty() ? "" : " ") + code;
    c.area_m2 = std::round(f.area_m2 * 100) / 100;
    c.permit_id = f.permit_id.value_or("");
    c.shape = f.shape;
    if (c.state == "detected" || c.state == "recorded")
        c.state = f.verdict == Verdict::Suspected || f.verdict == Verdict::Unclear ? "detected" : "recorded";
}

} // namespace

bool is_open(const Case& c)
{
    return c.state != "dismissed" && c.state != "closed";
}

CaseBook::CaseBook(std::vector<Case> cases) : cases_(std::move(cases))
{
    for (std::size_t i = 0; i < cases_.size(); ++i) {
        by_place_.emplace(cases_[i].place, i);
        by_id_.emplace(cases_[i].case_id, i);
    }
}

void CaseBook::follow(const std::string& city, const std::vector<std::string>& places, std::vector<Finding>& findings)
{
    struct Pair {
        double overlap;
        std::size_t finding, entry;
    };
    std::vector<Pair> pairs;
    for (std::size_t f = 0; f < findings.size(); ++f) {
        const auto [from, to] = by_place_.equal_range(places[f]);
        for (auto it = from; it != to; ++it)
            if (may_take(cases_[it->second], findings[f]))
                if (const double o = overlap_share(findings[f].shape, cases_[it->second].shape); o >= least_overlap)
                    pairs.push_back({o, f, it->second});
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return std::make_tuple(-a.overlap, a.finding, a.entry) < std::make_tuple(-b.overlap, b.finding, b.entry);
    });
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> entry_of(findings.size(), none);
    std::vector<bool> taken(cases_.size(), false);
    for (const Pair& p : pairs)
        if (entry_of[p.finding] == none && !taken[p.entry]) {
            entry_of[p.finding] = p.entry;
            taken[p.entry] = true;
        }
    for (std::size_t f = 0; f < findings.size(); ++f) {
        if (entry_of[f] == none)
            entry_of[f] = enter(city, places[f], findings[f]);
        findings[f].case_id = cases_[entry_of[f]].case_id;
        update(cases_[entry_of[f]], findings[f]);
    }
}

std::size_t CaseBook::enter(const std::string& city, const std::string& place, const Finding& finding)
{
    std::string where = place;
    if (where.empty()) {
        const Point middle = finding.shape.empty() ? Point{} : centroid(finding.shape);
        where = "@" + std::to_string(std::llround(middle.x)) + "," + std::to_string(std::llround(middle.y));
    }
    int sequence = 1;
    std::string id = make_case_id(city, where, finding.not_after, sequence);
    while (find(id) != nullptr)
        id = make_case_id(city, where, finding.not_after, ++sequence);
    Case c;
    c.case_id = id;
    c.place = place;
    c.parcel_id = finding.parcel_id.value_or("");
    c.district = finding.district.value_or("");
    c.state = "detected";
    c.not_before = finding.not_before;
    c.first_seen = c.last_seen = finding.not_after;
    cases_.push_back(std::move(c));
    by_place_.emplace(place, cases_.size() - 1);
    by_id_.emplace(cases_.back().case_id, cases_.size() - 1);
    return cases_.size() - 1;
}

const Case* CaseBook::find(const std::string& case_id) const
{
    const auto found = by_id_.find(case_id);
    return found == by_id_.end() ? nullptr : &cases_[found->second];
}

const Case& CaseBook::get(const std::string& case_id) const
{
    if (const Case* c = find(case_id))
        return *c;
    std::vector<std::string> ids;
    for (const Case& c : cases_)
        ids.push_back(c.case_id);
    const std::string near = text::nearest(case_id, ids);
    throw Error(ErrorKind::Usage,
                "no case " + case_id + " in the ledger" +
                    (near.empty() ? "; `didban cases CITY list` shows them" : "; did you mean " + near + "?"));
}

void CaseBook::decide(const std::string& case_id, const std::string& state, const std::string& note)
{
    (void)get(case_id);
    Case& c = cases_[by_id_.at(case_id)];
    c.state = state;
    c.note = note;
}

} // namespace didban
