#include "didban/report/case_figures.h"

#include "didban/report/csv_cell.h"
#include "json_values.h"

namespace didban {

namespace {

template <class Number>
Json json_of(const std::optional<Number>& n)
{
    return n ? Json(*n) : Json();
}

Json interval_json(const std::optional<ConfidenceInterval>& i)
{
    return i ? Json{{"value", rounded(i->value, 4)}, {"low", rounded(i->low, 4)}, {"high", rounded(i->high, 4)}}
             : Json();
}

Json control_json(const ControlSample& c)
{
    const auto count = [&](std::int64_t n) { return c.suppressed ? Json() : Json(n); };
    return {{"suppressed", c.suppressed},
            {"visited", count(c.visited)},
            {"violations", count(c.violations)},
            {"parcels_not_listed", count(c.parcels)},
            {"missed_share", interval_json(c.missed_share)},
            {"recall", interval_json(c.recall)}};
}

Json groups_json(const std::vector<StatsGroup>& groups, const char* key)
{
    Json all = Json::array();
    for (const StatsGroup& g : groups)
        all.push_back({{key, text_or_null(g.name)},
                       {"cases", g.cases},
                       {"visited", g.visited},
                       {"confirmed", g.confirmed},
                       {"dismissed", g.dismissed},
                       {"mean_delay_days", number_or_null(g.mean_delay_days, 1)},
                       {"whole", g.whole}});
    return all;
}

Json seen_json(const std::vector<SeenParcels>& districts)
{
    Json all = Json::array();
    for (const SeenParcels& d : districts)
        all.push_back({{"district", text_or_null(d.district)}, {"parcels", d.parcels}, {"not_seen", d.not_seen}});
    return all;
}

Json work_json(const std::optional<InspectorHours>& work)
{
    return work ? Json{{"visits", work->visits},
                       {"hours", rounded(work->hours, 2)},
                       {"hectares_seen", rounded(work->hectares_seen, 2)},
                       {"hectares_per_hour", number_or_null(work->hectares_per_hour(), 2)}}
                : Json();
}

/// Reasons of few cases together are "other".
Json dismissals_json(const std::map<std::string, std::int64_t>& dismissals)
{
    Json all = Json::object();
    for (const auto& [reason, count] : dismissals)
        all[reason.empty() ? "other" : reason] = count;
    return all;
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
                   {"dismissals", dismissals_json(stats.dismissals)},
                   {"confirmed_share", number_or_null(stats.confirmed_share, 4)},
                   {"control_sample", control_json(stats.control)},
                   {"inspectors", work_json(stats.work)},
                   {"last_period", seen_json(stats.last_period)},
                   {"months", groups_json(stats.months, "month")},
                   {"districts", groups_json(stats.districts, "district")},
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

} // namespace didban
