#include "pipelines/cases/manage_cases.h"

#include "didban/base/error.h"
#include "pipelines/cases/case_access.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <tuple>

namespace didban {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Case& c)
{
    Json codes = Json::array();
    for (std::size_t from = 0; from < c.violations.size(); from += 5)
        codes.push_back(c.violations.substr(from, 4));
    return {{"case_id", c.case_id},
            {"parcel_id", c.parcel_id.empty() ? Json() : Json(c.parcel_id)},
            {"district", c.district.empty() ? Json() : Json(c.district)},
            {"state", c.state},
            {"verdict", c.verdict},
            {"violations", codes},
            {"change", c.change},
            {"area_m2", c.area_m2},
            {"not_before", c.not_before.iso()},
            {"first_seen", c.first_seen.iso()},
            {"last_seen", c.last_seen.iso()},
            {"permit_id", c.permit_id.empty() ? Json() : Json(c.permit_id)},
            {"note", c.note}};
}

/// 0 = to be visited first.
int gravity(const Case& c)
{
    return c.verdict == "suspected" ? 0 : c.verdict == "unclear" ? 1 : 2;
}

} // namespace

Ledger load_existing_ledger(const DataAccess& data, const std::string& path, const Crs& crs)
{
    if (path.empty())
        throw Error(ErrorKind::Configuration, "the city names no ledger; add ledger = \"ledger.gpkg\" under [city]");
    if (!Ledger::exists(data, path))
        throw Error(ErrorKind::UnreadableInput,
                    (path.rfind("PG:", 0) == 0 ? "the database of [city] ledger" : path) +
                        ": there is no ledger yet; `didban watch` or `didban judge` makes it");
    return Ledger::load(data, path, crs);
}

std::vector<Case> cases_that_fit(const Ledger& ledger, const CaseFilter& filter)
{
    const auto fits = [](const std::string& wanted, const std::string& value) {
        return wanted.empty() || wanted == value;
    };
    std::vector<Case> cases;
    for (const Case& c : ledger.cases.cases())
        if (fits(filter.state, c.state) && fits(filter.verdict, c.verdict) && fits(filter.district, c.district))
            cases.push_back(c);
    std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return std::make_tuple(!is_open(a), gravity(a), -a.area_m2) <
               std::make_tuple(!is_open(b), gravity(b), -b.area_m2);
    });
    return cases;
}

std::string today_utc()
{
    const auto days =
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
    return Date::from_day_number(static_cast<std::int32_t>(days)).iso();
}

const std::vector<std::string>& dismissal_reasons()
{
    static const std::vector<std::string> reasons{"PERMIT_FOUND", "WRONG_PARCEL", "NO_CHANGE",       "TEMPORARY",
                                                  "SEASONAL",     "CLOUD_SHADOW", "DEMOLITION_ONLY", "REPAIR_ALLOWED",
                                                  "QUAKE_REPAIR", "PUBLIC_WORKS", "DUPLICATE"};
    return reasons;
}

std::string list_cases(const DataAccess& data, const City& city, const std::string& path, const CaseFilter& filter,
                       bool json)
{
    const Ledger ledger = load_existing_ledger(data, path, Crs::parse(city.crs));
    Json all = Json::array();
    std::string lines = "case_id\tparcel_id\tstate\tverdict\tviolations\tchange\tarea_m2\tfirst_seen\tlast_seen\n";
    for (const Case& c : cases_that_fit(ledger, filter)) {
        if (json) {
            all.push_back(to_json(c));
            continue;
        }
        lines += c.case_id + "\t" + c.parcel_id + "\t" + c.state + "\t" + c.verdict + "\t" + c.violations + "\t" +
                 c.change + "\t" + std::to_string(static_cast<long>(c.area_m2 + 0.5)) + "\t" + c.first_seen.iso() +
                 "\t" + c.last_seen.iso() + "\n";
    }
    return json ? all.dump(1) + "\n" : lines;
}

std::string show_case(const DataAccess& data, const City& city, const std::string& path, const std::string& case_id)
{
    const Ledger ledger = load_existing_ledger(data, path, Crs::parse(city.crs));
    Json out = to_json(ledger.cases.get(case_id));
    out["history"] = Json::array();
    for (const Ledger::Event& e : ledger.events)
        if (e.case_id == case_id)
            out["history"].push_back({{"on", e.on}, {"event", e.event}, {"detail", e.detail}});
    return out.dump(1) + "\n";
}

void decide_case(const DataAccess& data, const City& city, const std::string& path, const std::string& case_id,
                 const std::string& state, const std::string& note, const std::string& on)
{
    if (!on.empty() && !Date::parse_iso(on))
        throw Error(ErrorKind::Usage, "--on \"" + on + "\" is not a day; write 2026-03-21");
    const Crs crs = Crs::parse(city.crs);
    Ledger ledger = load_existing_ledger(data, path, crs);
    ledger.cases.decide(case_id, state, note);
    ledger.events.push_back({case_id, on.empty() ? today_utc() : on, state, note});
    ledger.save(data, path, crs, {}, {}, {});
}

} // namespace didban
