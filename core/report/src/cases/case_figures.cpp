#include "didban/report/case_figures.h"

#include "didban/cases/case.h"
#include "didban/report/csv_cell.h"
#include "json_values.h"

namespace didban {

namespace {

template <class Number>
Json json_of(const std::optional<Number>& n)
{
    return n ? Json(*n) : Json();
}

std::string text_of(const std::optional<std::int64_t>& n)
{
    return n ? std::to_string(*n) : "";
}

std::string fixed(const std::optional<double>& x, int decimals)
{
    return x ? text::fixed(*x, decimals) : "";
}

} // namespace

std::string stats_json(const CityStats& stats)
{
    Json rows = Json::array();
    for (const StatsRow& r : stats.rows)
        rows.push_back({{"district", text_or_null(r.district)},
                        {"month", r.month},
                        {"verdict", r.verdict},
                        {"suppressed", r.suppressed},
                        {"cases", json_of(r.cases)},
                        {"visited", json_of(r.visited)},
                        {"confirmed", json_of(r.confirmed)},
                        {"dismissed", json_of(r.dismissed)},
                        {"mean_delay_days", number_or_null(r.mean_delay_days, 1)}});
    const Json out{{"city", stats.city},
                   {"calendar", stats.calendar},
                   {"least_cell", stats.least_cell},
                   {"totals", stats.totals},
                   {"dismissals", stats.dismissals},
                   {"confirmed_share", number_or_null(stats.confirmed_share, 4)},
                   {"rows", std::move(rows)}};
    return out.dump(1) + "\n";
}

std::string stats_csv(const CityStats& stats)
{
    std::string out = "\xEF\xBB\xBF"
                      "district,month,verdict,suppressed,cases,visited,confirmed,dismissed,mean_delay_days\n";
    for (const StatsRow& r : stats.rows)
        out += report::csv_cell(r.district) + "," + r.month + "," + r.verdict + "," + (r.suppressed ? "1" : "0") + "," +
               text_of(r.cases) + "," + text_of(r.visited) + "," + text_of(r.confirmed) + "," + text_of(r.dismissed) +
               "," + fixed(r.mean_delay_days, 1) + "\n";
    return out;
}

std::string visits_csv(const std::vector<Visit>& visits)
{
    std::string out = "\xEF\xBB\xBF"
                      "rank,kind,case_id,parcel_id,verdict,violations,area_m2,longitude,latitude,change,stage,"
                      "confidence,decision,reason,note,inspector,on\n";
    for (const Visit& v : visits)
        out += std::to_string(v.rank) + (v.control ? ",control," : ",case,") + v.case_id + "," +
               report::csv_cell(v.parcel_id) + "," + v.verdict + "," + joined(v.violations) + "," +
               (v.control ? "" : text::fixed(v.area_m2, 2)) + "," + fixed(v.longitude, 7) + "," + fixed(v.latitude, 7) +
               "," + v.change + "," + v.stage + "," + fixed(v.confidence, 4) + ",,,,,\n";
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
                        {"confidence", json_of(v.confidence)},
                        {"area_m2", v.control ? Json() : Json(v.area_m2)},
                        {"longitude", json_of(v.longitude)},
                        {"latitude", json_of(v.latitude)}});
    }
    const Json out{{"budget", options.budget},
                   {"control_share", options.control_share},
                   {"seed", options.seed},
                   {"visits", std::move(rows)}};
    return out.dump(1) + "\n";
}

} // namespace didban
