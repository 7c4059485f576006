#include "pipelines/cases/plan_visits.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "didban/findings/violation.h"
#include "didban/geo/crs.h"
#include "didban/report/csv_cell.h"
#include "pipelines/cases/case_access.h"
#include "pipelines/cases/ledger_tables.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <tuple>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

double worst_severity(const Case& c)
{
    double worst = 0;
    for (std::size_t from = 0; from + 4 <= c.violations.size(); from += 5)
        worst = std::max(worst, violation(c.violations.substr(from, 4)).severity);
    return worst;
}

std::vector<Case> waiting(const Ledger& ledger, const std::string& district)
{
    std::vector<Case> cases = cases_that_fit(ledger, {"detected", "", district});
    std::erase_if(cases, [](const Case& c) { return c.verdict != "suspected" && c.verdict != "unclear"; });
    std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return std::make_tuple(a.verdict != "suspected", -worst_severity(a), -a.area_m2) <
               std::make_tuple(b.verdict != "suspected", -worst_severity(b), -b.area_m2);
    });
    return cases;
}

/// Parcels by key with the verdict of their last observation, where it gives no reason to look.
std::map<std::string, std::string> quiet_parcels(const DataAccess& data, const std::string& path)
{
    FeatureQuery query;
    query.source = path;
    query.layer = ledger_tables::observations_name;
    query.fields = {"parcel_key", "not_after", "verdict"};
    query.geometry = false;
    const auto source = data.open_features(query);
    std::map<std::string, std::pair<std::string, std::string>> last; // key: day, verdict
    Feature row;
    while (source->next(row)) {
        const std::string day = as_text(row.values[1]);
        auto& known = last[as_text(row.values[0])];
        if (day >= known.first)
            known = {day, as_text(row.values[2])};
    }
    std::map<std::string, std::string> quiet;
    for (const auto& [key, seen] : last)
        if (seen.second == "no_change" || seen.second == "authorized" || seen.second == "exempt")
            quiet.emplace(key, seen.second);
    return quiet;
}

/// A draw that depends on nothing but the seed and the keys: the smallest digests.
std::vector<std::pair<std::string, std::string>> draw(const std::map<std::string, std::string>& parcels,
                                                      std::uint64_t seed, std::size_t n)
{
    std::vector<std::pair<std::string, std::pair<std::string, std::string>>> by_digest;
    for (const auto& parcel : parcels) {
        Sha256 digest;
        digest.add(std::to_string(seed) + "\n" + parcel.first);
        by_digest.push_back({digest.finish_hex(), parcel});
    }
    std::sort(by_digest.begin(), by_digest.end());
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < std::min(n, by_digest.size()); ++i)
        out.push_back(by_digest[i].second);
    return out;
}

Visit visit_of(const Case& c, const Transform& to_lonlat)
{
    Visit v;
    v.case_id = c.case_id;
    v.parcel_id = c.parcel_id;
    v.verdict = c.verdict;
    v.violations = c.violations;
    v.area_m2 = c.area_m2;
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
                               const VisitOptions& options)
{
    if (options.budget < 1)
        throw Error(ErrorKind::Usage, "--budget " + std::to_string(options.budget) + ": at least one visit");
    if (!(options.control_share >= 0 && options.control_share <= 1))
        throw Error(ErrorKind::Usage, "--control must lie between 0 and 1");
    const Crs crs = Crs::parse(city.crs);
    const Ledger ledger = load_existing_ledger(data, path, crs);
    const auto budget = static_cast<std::size_t>(options.budget);
    std::size_t controls = 0;
    if (options.control_share > 0 && budget > 1)
        controls =
            std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(options.control_share * options.budget)));

    auto quiet = quiet_parcels(data, path);
    if (!options.district.empty())
        std::erase_if(quiet, [&](const auto& p) { return p.first.substr(0, p.first.find('-')) != options.district; });
    const auto drawn = draw(quiet, options.seed, controls);
    const std::vector<Case> cases = waiting(ledger, options.district);
    const Transform to_lonlat(crs, Crs::wgs84());
    std::vector<Visit> visits;
    for (const Case& c : cases)
        if (visits.size() + drawn.size() < budget)
            visits.push_back(visit_of(c, to_lonlat));
    for (const auto& [key, verdict] : drawn) {
        Visit v;
        v.control = true;
        v.parcel_id = key;
        v.verdict = verdict;
        visits.push_back(std::move(v));
    }
    for (std::size_t i = 0; i < visits.size(); ++i)
        visits[i].rank = static_cast<int>(i) + 1;
    return visits;
}

std::string visits_csv(const std::vector<Visit>& visits)
{
    std::string out = "\xEF\xBB\xBF"
                      "rank,kind,case_id,parcel_id,verdict,violations,area_m2,longitude,latitude,decision,reason,on\n";
    for (const Visit& v : visits)
        out += std::to_string(v.rank) + (v.control ? ",control," : ",case,") + v.case_id + "," +
               report::csv_cell(v.parcel_id) + "," + v.verdict + "," + v.violations + "," +
               (v.control ? "" : fixed(v.area_m2, 2)) + "," + fixed(v.longitude, 7) + "," + fixed(v.latitude, 7) +
               ",,,\n";
    return out;
}

std::string visits_json(const std::vector<Visit>& visits, const VisitOptions& options)
{
    Json rows = Json::array();
    const auto text_or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    for (const Visit& v : visits) {
        Json codes = Json::array();
        for (std::size_t from = 0; from < v.violations.size(); from += 5)
            codes.push_back(v.violations.substr(from, 4));
        rows.push_back({{"rank", v.rank},
                        {"kind", v.control ? "control" : "case"},
                        {"case_id", text_or_null(v.case_id)},
                        {"parcel_id", text_or_null(v.parcel_id)},
                        {"verdict", v.verdict},
                        {"violations", codes},
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
