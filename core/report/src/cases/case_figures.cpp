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

Json interval_json(const std::optional<Interval>& i)
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
                   {"control_sample", control_json(stats.control)},
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
