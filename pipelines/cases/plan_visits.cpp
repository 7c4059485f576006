#include "pipelines/cases/plan_visits.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/cases/visit_routes.h"
#include "didban/crypto/sha256.h"
#include "didban/findings/priority.h"
#include "didban/findings/violation.h"
#include "didban/geo/crs.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/cases/quiet_parcels.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

namespace didban {

namespace {

/// What a visit is worth; for cases of old ledgers, which do not tell it, as far as their columns say.
double worth(const Case& c)
{
    if (c.visit_score)
        return *c.visit_score;
    double worst = 0;
    for (const std::string& code : c.violations)
        worst = std::max(worst, violation(code).severity);
    constexpr double unknown_confidence = 0.5;
    return worst * stoppability(c.change, c.stage) * unknown_confidence;
}

/// A visit gains while its clock runs, and is worth twice as much once the clock has run out.
double urgency(const Case& c, const CaseClocks& clocks)
{
    const std::optional<Deadline> next = clocks.next(c);
    return next ? 1 + clocks.elapsed(*next) : 1;
}

std::vector<Case> waiting(const Ledger& ledger, const std::string& district, const CaseClocks& clocks)
{
    CaseFilter filter;
    filter.state = name(CaseState::Detected);
    filter.district = district;
    std::vector<Case> cases = cases_that_fit(ledger, filter, clocks);
    std::erase_if(cases,
                  [](const Case& c) { return c.verdict != Verdict::Suspected && c.verdict != Verdict::Unclear; });
    const auto gain = [&](const Case& c) { return worth(c) * urgency(c, clocks); };
    std::stable_sort(cases.begin(), cases.end(), [&](const Case& a, const Case& b) {
        return std::make_tuple(a.verdict != Verdict::Suspected, -gain(a), std::cref(a.case_id)) <
               std::make_tuple(b.verdict != Verdict::Suspected, -gain(b), std::cref(b.case_id));
    });
    return cases;
}

/// A draw that depends on nothing but the seed and the keys: the smallest digests.
std::vector<Ledger::Observation> draw(const std::map<std::string, Ledger::Observation>& parcels, std::uint64_t seed,
                                      std::size_t n)
{
    std::vector<std::pair<std::string, const Ledger::Observation*>> by_digest;
    for (const auto& [key, observation] : parcels) {
        Sha256 digest;
        digest.add(std::to_string(seed) + "\n" + key);
        by_digest.emplace_back(digest.finish_hex(), &observation);
    }
    std::sort(by_digest.begin(), by_digest.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Ledger::Observation> out;
    for (std::size_t i = 0; i < std::min(n, by_digest.size()); ++i)
        out.push_back(*by_digest[i].second);
    return out;
}

Visit visit_of(const Case& c, const Transform& to_lonlat, const CaseClocks& clocks)
{
    Visit v;
    v.case_id = c.case_id;
    v.parcel_id = c.parcel_id;
    v.verdict = name(c.verdict);
    v.violations = c.violations;
    v.change = name(c.change);
    v.stage = name(c.stage);
    v.area_m2 = c.area_m2;
    v.confidence = c.confidence;
    v.permit_id = c.permit_id;
    v.permit_status = c.permit_status;
    v.not_before = c.not_before.iso();
    v.last_seen = c.last_seen.iso();
    v.address = c.address;
    if (const auto next = clocks.next(c)) {
        v.due = next->due.iso();
        v.overdue = clocks.overdue(*next);
    }
    v.reason_en = c.reason_en;
    v.reason_fa = c.reason_fa;
    if (!c.shape.empty()) {
        const Point p = to_lonlat(centroid(c.shape));
        v.longitude = rounded(p.x, 7);
        v.latitude = rounded(p.y, 7);
    }
    return v;
}

} // namespace

std::vector<Visit> plan_visits(const DataAccess& data, const City& city, const std::string& path,
                               const VisitOptions& options, const RunOptions& run)
{
    if (options.budget < 1)
        throw Error(ErrorKind::Usage, "--budget " + std::to_string(options.budget) + ": at least one visit");
    if (!(options.control_share >= 0 && options.control_share <= 1))
        throw Error(ErrorKind::Usage, "--control must lie between 0 and 1");
    const Crs crs = Crs::parse(city.crs);
    const Ledger ledger = read_ledger(data, city, path, run);
    const auto budget = static_cast<std::size_t>(options.budget);
    std::size_t controls = 0;
    if (options.control_share > 0 && budget > 1)
        controls =
            std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(options.control_share * options.budget)));

    const auto drawn = draw(quiet_parcels(ledger, options.district), options.seed, controls);
    const CaseClocks clocks = clocks_of(city, options.as_of);
    const std::vector<Case> cases = waiting(ledger, options.district, clocks);
    const Transform to_lonlat(crs, Crs::wgs84());
    std::vector<Visit> visits;
    for (const Case& c : cases)
        if (visits.size() + drawn.size() < budget)
            visits.push_back(visit_of(c, to_lonlat, clocks));
    for (const Ledger::Observation& o : drawn) {
        Visit v;
        v.control = true;
        v.parcel_id = o.parcel_key;
        v.verdict = o.verdict;
        v.longitude = o.longitude;
        v.latitude = o.latitude;
        visits.push_back(std::move(v));
    }
    for (std::size_t i = 0; i < visits.size(); ++i)
        visits[i].rank = static_cast<int>(i) + 1;
    plan_routes(visits, options.patrols);
    return visits;
}

} // namespace didban
