#include "pipelines/cases/city_stats.h"

#include "didban/base/calendar_text.h"
#include "didban/cases/visit_facts.h"
#include "pipelines/cases/case_outcomes.h"
#include "pipelines/cases/last_period.h"
#include "pipelines/cases/quiet_parcels.h"

#include <algorithm>
#include <tuple>

namespace didban {

namespace {

/// The visits to parcels without a case; of several to one parcel the last counts.
ControlSample control_sample(const Ledger& ledger, std::int64_t quiet_parcels, double found)
{
    std::map<std::string, bool> violation_on;
    ledger.each_event([&](const CaseEvent& e) {
        if (!e.case_id.empty() || (e.event != "confirmed" && e.event != "dismissed"))
            return;
        violation_on[e.place] = e.event == "confirmed";
    });
    const auto violations =
        std::count_if(violation_on.begin(), violation_on.end(), [](const auto& v) { return v.second; });
    return estimate_missed(static_cast<std::int64_t>(violation_on.size()), violations, quiet_parcels, found);
}

struct Cell {
    std::int64_t cases{}, visited{}, confirmed{}, dismissed{}, delays{};
    double delay_days{};
};

/// Hides the rows of few cases and, since the total of each verdict is told, the next smallest of the verdict as well
/// where those hidden are one alone or few together.
void suppress_small(std::vector<StatsRow>& rows, int least_cell)
{
    std::map<std::string, std::vector<StatsRow*>> by_verdict;
    for (StatsRow& row : rows)
        by_verdict[row.verdict].push_back(&row);
    for (auto& [verdict, members] : by_verdict) {
        std::stable_sort(members.begin(), members.end(),
                         [](const StatsRow* a, const StatsRow* b) { return *a->cases < *b->cases; });
        std::int64_t hidden_rows = 0, hidden_cases = 0;
        for (StatsRow* row : members) {
            const bool gives_away = hidden_rows == 1 || (hidden_rows > 0 && hidden_cases < least_cell);
            if (*row->cases >= least_cell && !gives_away)
                break;
            ++hidden_rows;
            hidden_cases += *row->cases;
            row->suppressed = true;
            row->cases.reset();
            row->visited.reset();
            row->confirmed.reset();
            row->dismissed.reset();
            row->mean_delay_days.reset();
        }
    }
}

/// Rows of a month or a district together. No hidden row is in it: sums over both ways would give it away.
StatsGroup group_of(const std::string& name, const std::vector<const StatsRow*>& rows,
                    const std::vector<const Cell*>& cells)
{
    StatsGroup group{.name = name, .mean_delay_days = {}};
    std::int64_t delays = 0;
    double days = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i]->suppressed) {
            group.whole = false;
            continue;
        }
        const Cell& cell = *cells[i];
        group.cases += cell.cases;
        group.visited += cell.visited;
        group.confirmed += cell.confirmed;
        group.dismissed += cell.dismissed;
        delays += cell.delays;
        days += cell.delay_days;
    }
    if (delays > 0)
        group.mean_delay_days = days / static_cast<double>(delays);
    return group;
}

/// By the names that `name_of` gives the rows; a group of nothing that may be told is left out.
std::vector<StatsGroup> groups(const std::vector<StatsRow>& rows, const std::vector<const Cell*>& cells,
                               std::string StatsRow::*name_of)
{
    std::map<std::string, std::pair<std::vector<const StatsRow*>, std::vector<const Cell*>>> by_name;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& [members, counts] = by_name[rows[i].*name_of];
        members.push_back(&rows[i]);
        counts.push_back(cells[i]);
    }
    std::vector<StatsGroup> all;
    for (const auto& [name, members] : by_name)
        if (StatsGroup group = group_of(name, members.first, members.second); group.cases > 0)
            all.push_back(std::move(group));
    return all;
}

/// Reasons of few cases are told together, with the next smallest where they are still few, or not at all.
void join_small_reasons(std::map<std::string, std::int64_t>& reasons, int least_cell)
{
    std::vector<std::pair<std::int64_t, std::string>> by_count;
    for (const auto& [reason, count] : reasons)
        by_count.emplace_back(count, reason);
    std::sort(by_count.begin(), by_count.end());
    std::int64_t few = 0;
    for (const auto& [count, reason] : by_count) {
        if (count >= least_cell && (few == 0 || few >= least_cell))
            break;
        few += count;
        reasons.erase(reason);
    }
    if (few > 0 && few >= least_cell)
        reasons[""] = few;
}

/// How much the last image showed of the districts.
std::vector<SeenParcels> seen_parcels(const Ledger& ledger, int least_cell)
{
    std::map<std::string, SeenParcels> of;
    for (const Ledger::Observation& o : last_period(ledger).observations) {
        SeenParcels& district = of[o.district];
        district.district = o.district;
        ++district.parcels;
        district.not_seen += o.verdict == "not_seen";
    }
    std::vector<SeenParcels> all;
    for (const auto& [name, district] : of)
        if (district.parcels >= least_cell)
            all.push_back(district);
    return all;
}

/// What the observations say of the parcels, one parcel after the other.
struct ObservedParcels {
    double hectares_seen{}; ///< each parcel once for each day whose image showed it, by the largest share seen
    std::int64_t quiet{};   ///< parcels whose last observation gives no reason to look
};

ObservedParcels observed_parcels(const Ledger& ledger)
{
    constexpr double hectare_m2 = 10'000;
    ObservedParcels out;
    double sum_m2 = 0;
    ledger.each_parcel_observed([&](const std::vector<Ledger::Observation>& of_one) {
        std::map<Date, double> seen;
        const Ledger::Observation* last = &of_one.front();
        for (const Ledger::Observation& o : of_one) {
            double& area = seen[o.not_after];
            const double share = o.observed_share.value_or(o.verdict == "not_seen" ? 0 : 1);
            area = std::max(area, o.area_m2.value_or(0) * share);
            if (o.not_after >= last->not_after)
                last = &o;
        }
        for (const auto& [day, area] : seen)
            sum_m2 += area;
        out.quiet += is_quiet(*last);
    });
    out.hectares_seen = sum_m2 / hectare_m2;
    return out;
}

std::optional<InspectorHours> inspectors_hours(const Ledger& ledger, double hectares_seen, int least_cell)
{
    InspectorHours work;
    ledger.each_event([&](const CaseEvent& e) {
        if (const auto hours = facts_of(e.facts).hours) {
            ++work.visits;
            work.hours += *hours;
        }
    });
    if (work.visits == 0 || work.visits < least_cell)
        return std::nullopt;
    work.hectares_seen = hectares_seen;
    return work;
}

} // namespace

CityStats city_stats(const City& city, const Ledger& ledger, int least_cell)
{
    const std::map<std::string, CaseOutcome> outcomes = outcomes_of(ledger);
    const ObservedParcels observed = observed_parcels(ledger);
    CityStats out;
    out.city = city.name;
    out.calendar = city.calendar == Calendar::Gregorian ? "gregorian" : "jalali";
    out.least_cell = least_cell;
    std::map<std::tuple<std::string, std::string, std::string>, Cell> cells;
    std::int64_t visited = 0, confirmed = 0;
    for (const Case& c : ledger.cases()) {
        const std::string verdict(name(c.verdict));
        Cell& cell = cells[{c.district, calendar_text(c.first_seen, city.calendar).substr(0, 7), verdict}];
        ++cell.cases;
        ++out.totals[verdict];
        const auto found = outcomes.find(c.case_id);
        if (found == outcomes.end())
            continue;
        const CaseOutcome& o = found->second;
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
    std::vector<const Cell*> counts; // in the order of the rows
    for (const auto& [key, cell] : cells)
        counts.push_back(&cell);
    out.months = groups(out.rows, counts, &StatsRow::month);
    out.districts = groups(out.rows, counts, &StatsRow::district);
    join_small_reasons(out.dismissals, least_cell);
    out.last_period = seen_parcels(ledger, least_cell);
    out.work = inspectors_hours(ledger, observed.hectares_seen, least_cell);
    if (visited > 0)
        out.confirmed_share = static_cast<double>(confirmed) / static_cast<double>(visited);
    const auto suspected = out.totals.find(std::string(name(Verdict::Suspected)));
    const std::int64_t listed = suspected == out.totals.end() ? 0 : suspected->second;
    out.control = control_sample(ledger, observed.quiet, out.confirmed_share.value_or(0) * static_cast<double>(listed));
    if (out.control.visited > 0 && out.control.visited < least_cell)
        out.control = {.suppressed = true, .missed_share = {}, .recall = {}};
    return out;
}

} // namespace didban
