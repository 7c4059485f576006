#include "pipelines/cases/plan_visits.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "didban/findings/priority.h"
#include "didban/findings/violation.h"
#include "didban/geo/crs.h"
#include "didban/report/csv_cell.h"
#include "pipelines/cases/case_json.h"
#include "pipelines/cases/manage_cases.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
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

std::vector<Case> waiting(const Ledger& ledger, const std::string& district)
{
    CaseFilter filter;
    filter.state = name(CaseState::Detected);
    filter.district = district;
    std::vector<Case> cases = cases_that_fit(ledger, filter);
    std::erase_if(cases,
                  [](const Case& c) { return c.verdict != Verdict::Suspected && c.verdict != Verdict::Unclear; });
    std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return std::make_tuple(a.verdict != Verdict::Suspected, -worth(a), std::cref(a.case_id)) <
               std::make_tuple(b.verdict != Verdict::Suspected, -worth(b), std::cref(b.case_id));
    });
    return cases;
}

/// The last observation of each parcel where it gives no reason to look, by key.
std::map<std::string, Ledger::Observation> quiet_parcels(const Ledger& ledger, const std::string& district)
{
    std::map<std::string, Ledger::Observation> last;
    ledger.each_observation([&](const Ledger::Observation& o) {
        const auto known = last.find(o.parcel_key);
        if (known == last.end())
            last.emplace(o.parcel_key, o);
        else if (o.not_after >= known->second.not_after)
            known->second = o;
    });
    std::erase_if(last, [&](const auto& entry) {
        const Ledger::Observation& o = entry.second;
        const bool quiet = o.verdict == "no_change" || o.verdict == "authorized" || o.verdict == "exempt";
        return !quiet || (!district.empty() && o.district != district);
    });
    return last;
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

Visit visit_of(const Case& c, const Transform& to_lonlat)
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
    if (!c.shape.empty()) {
        const Point p = to_lonlat(centroid(c.shape));
        v.longitude = std::round(p.x * 1e7) / 1e7;
        v.latitude = std::round(p.y * 1e7) / 1e7;
    }
    return v;
}

std::string fixed(const std::optional<double>& x, int decimals)
{
    char text[40] = "";
    if (x)
        std::snprintf(text, sizeof text, "%.*f", decimals, *x);
    return text;
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
    const std::vector<Case> cases = waiting(ledger, options.district);
    const Transform to_lonlat(crs, Crs::wgs84());
    std::vector<Visit> visits;
    for (const Case& c : cases)
        if (visits.size() + drawn.size() < budget)
            visits.push_back(visit_of(c, to_lonlat));
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
    return visits;
}

std::string visits_csv(const std::vector<Visit>& visits)
{
    std::string out = "\xEF\xBB\xBF"
                      "rank,kind,case_id,parcel_id,verdict,violations,area_m2,longitude,latitude,change,stage,"
                      "confidence,decision,reason,note,inspector,on\n";
    for (const Visit& v : visits)
        out += std::to_string(v.rank) + (v.control ? ",control," : ",case,") + v.case_id + "," +
               report::csv_cell(v.parcel_id) + "," + v.verdict + "," + joined(v.violations) + "," +
               (v.control ? "" : fixed(v.area_m2, 2)) + "," + fixed(v.longitude, 7) + "," + fixed(v.latitude, 7) + "," +
               v.change + "," + v.stage + "," + fixed(v.confidence, 4) + ",,,,,\n";
    return out;
}

std::string visits_json(const std::vector<Visit>& visits, const VisitOptions& options)
{
    Json rows = Json::array();
    for (const Visit& v : visits) {
        rows.push_back({{"rank", v.rank},
                        {"kind", v.control ? "control" : "case"},
                        {"case_id", text_or_null(v.case_id)},
                        {"parcel_id", text_or_null(v.parcel_id)},
                        {"verdict", v.verdict},
                        {"violations", v.violations},
                        {"change", text_or_null(v.change)},
                        {"stage", text_or_null(v.stage)},
                        {"confidence", v.confidence ? Json(*v.confidence) : Json()},
                        {"area_m2", v.control ? Json() : Json(v.area_m2)},
                        {"longitude", v.longitude ? Json(*v.longitude) : Json()},
                        {"latitude", v.latitude ? Json(*v.latitude) : Json()}});
    }
    const Json out{{"budget", options.budget},
                   {"control_share", options.control_share},
                   {"seed", options.seed},
                   {"visits", std::move(rows)}};
    return out.dump(1) + "\n";
}

} // namespace didban
