#include "pipelines/cases/city_stats.h"

#include "didban/base/jalali.h"
#include "didban/geo/crs.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/cases/quiet_parcels.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace didban {

namespace {

std::string month_of(const Date& day, Calendar calendar)
{
    return calendar == Calendar::Gregorian ? day.iso().substr(0, 7) : to_jalali(day).text().substr(0, 7);
}

/// How a case ended, by its history.
struct Outcome {
    bool confirmed{false}, dismissed{false};
    std::string reason;
    std::optional<Date> decided;
};

std::map<std::string, Outcome> outcomes_of(const Ledger& ledger)
{
    std::vector<CaseEvent> decisions;
    std::set<std::int64_t> taken_back;
    ledger.each_event([&](const CaseEvent& e) {
        if (e.undoes > 0)
            taken_back.insert(e.undoes);
        else if (!e.case_id.empty() && (e.event == "confirmed" || e.event == "dismissed"))
            decisions.push_back(e);
    });
    std::map<std::string, Outcome> of;
    for (const CaseEvent& e : decisions) {
        if (e.number > 0 && taken_back.count(e.number) > 0)
            continue;
        Outcome& o = of[e.case_id]; // the last word counts, the first day
        o.confirmed = e.event == "confirmed";
        o.dismissed = !o.confirmed;
        o.reason = o.confirmed ? "" : e.number > 0 ? e.reason : e.detail; // lines before the chain have but one text
        if (!o.decided)
            o.decided = Date::parse_iso(e.on);
    }
    return of;
}

/// The visits to parcels without a case; of several to one parcel the last counts.
ControlSample control_sample(const Ledger& ledger, double found)
{
    std::map<std::string, bool> violation_on;
    ledger.each_event([&](const CaseEvent& e) {
        if (!e.case_id.empty() || (e.event != "confirmed" && e.event != "dismissed"))
            return;
        violation_on[e.place] = e.event == "confirmed";
    });
    const auto violations =
        std::count_if(violation_on.begin(), violation_on.end(), [](const auto& v) { return v.second; });
    return estimate_missed(static_cast<std::int64_t>(violation_on.size()), violations,
                           static_cast<std::int64_t>(quiet_parcels(ledger, "").size()), found);
}

struct Cell {
    std::int64_t cases{}, visited{}, confirmed{}, dismissed{}, delays{};
    double delay_days{};
};

void suppress_small(std::vector<StatsRow>& rows, int least_cell)
{
    std::vector<StatsRow*> large;
    std::size_t small = 0;
    const auto hide = [&](StatsRow& row) {
        row.suppressed = true;
        row.cases.reset();
        row.visited.reset();
        row.confirmed.reset();
        row.dismissed.reset();
        row.mean_delay_days.reset();
        ++small;
    };
    for (StatsRow& row : rows)
        if (*row.cases < least_cell)
            hide(row);
        else
            large.push_back(&row);
    if (small == 1 && !large.empty())
        hide(**std::min_element(large.begin(), large.end(),
                                [](const StatsRow* a, const StatsRow* b) { return *a->cases < *b->cases; }));
}

} // namespace

CityStats city_stats(const DataAccess& data, const City& city, const std::string& path, int least_cell,
                     const RunOptions& run)
{
    const Ledger ledger = read_ledger(data, city, path, run);
    const std::map<std::string, Outcome> outcomes = outcomes_of(ledger);
    CityStats out;
    out.city = city.name;
    out.calendar = city.calendar == Calendar::Gregorian ? "gregorian" : "jalali";
    out.least_cell = least_cell;
    std::map<std::tuple<std::string, std::string, std::string>, Cell> cells;
    std::int64_t visited = 0, confirmed = 0;
    for (const Case& c : ledger.cases()) {
        const std::string verdict(name(c.verdict));
        Cell& cell = cells[{c.district, month_of(c.first_seen, city.calendar), verdict}];
        ++cell.cases;
        ++out.totals[verdict];
        const auto found = outcomes.find(c.case_id);
        if (found == outcomes.end())
            continue;
        const Outcome& o = found->second;
        ++cell.visited;
        ++visited;
        cell.confirmed += o.confirmed;
        confirmed += o.confirmed;
        cell.dismissed += o.dismissed;
        if (o.dismissed)
            ++out.dismissals[o.reason];
        if (o.decided) {
            ++cell.delays;
            cell.delay_days += static_cast<double>(o.decided->day_number() - c.first_seen.day_number());
        }
    }
    for (const auto& [key, cell] : cells) {
        StatsRow row{std::get<0>(key), std::get<1>(key), std::get<2>(key), false,       cell.cases,
                     cell.visited,     cell.confirmed,   cell.dismissed,   std::nullopt};
        if (cell.delays > 0)
            row.mean_delay_days = cell.delay_days / static_cast<double>(cell.delays);
        out.rows.push_back(std::move(row));
    }
    suppress_small(out.rows, least_cell);
    if (visited > 0)
        out.confirmed_share = static_cast<double>(confirmed) / static_cast<double>(visited);
    const auto suspected = out.totals.find(std::string(name(Verdict::Suspected)));
    const std::int64_t listed = suspected == out.totals.end() ? 0 : suspected->second;
    out.control = control_sample(ledger, out.confirmed_share.value_or(0) * static_cast<double>(listed));
    if (out.control.visited > 0 && out.control.visited < least_cell)
        out.control = {.suppressed = true, .missed_share = {}, .recall = {}};
    return out;
}

} // namespace didban
