#include "pipelines/districts/district_figures.h"

#include "didban/base/calendar_text.h"
#include "didban/findings/judge_change.h"
#include "didban/land/parcel_keys.h"
#include "pipelines/cases/last_period.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/judge/judge_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace didban {

namespace {

bool has(const Case& c, std::initializer_list<const char*> codes)
{
    return std::any_of(codes.begin(), codes.end(), [&](const char* code) {
        return std::find(c.violations.begin(), c.violations.end(), code) != c.violations.end();
    });
}

/// A suspicion that nobody has ruled out.
bool stands(const Case& c)
{
    return c.verdict == Verdict::Suspected && c.state != CaseState::Dismissed;
}

bool without_permit(const Case& c)
{
    return has(c, {"V100", "V101", "V190"});
}

/// What the plan allows on one parcel; nothing where it does not say it in numbers.
struct Allowed {
    std::optional<double> ground_m2, floor_m2;
};

Allowed allowed_on(const PlanFacts& plan, double area_m2)
{
    const std::optional<double> coverage = plan.coverage.bound.number(), floors = plan.floors.bound.number(),
                                ratio = plan.far.bound.number();
    Allowed out;
    if (coverage)
        out.ground_m2 = std::min(*coverage, 1.0) * area_m2;
    if (out.ground_m2 && floors)
        out.floor_m2 = *out.ground_m2 * *floors;
    if (ratio)
        out.floor_m2 = std::min(out.floor_m2.value_or(*ratio * area_m2), *ratio * area_m2);
    return out;
}

void add(PlanCapacity& to, const Allowed& allowed)
{
    if (allowed.ground_m2) {
        ++to.ground_parcels;
        to.ground_m2 += *allowed.ground_m2;
    }
    if (allowed.floor_m2) {
        ++to.floor_parcels;
        to.floor_m2 += *allowed.floor_m2;
    }
}

void add(UnplannedGrowth& to, const Case& c, const Allowed& allowed)
{
    ++to.cases;
    to.confirmed += c.state == CaseState::Confirmed || c.state == CaseState::Closed;
    if (c.change == ChangeKind::Demolished)
        return;
    const bool covers = c.change != ChangeKind::Heightened;
    const double ground = covers ? c.area_m2 : 0;
    const bool pit = c.change == ChangeKind::Groundwork; // covers ground, and no floor stands yet
    const double storeys = c.height_m ? std::round(*c.height_m / JudgeOptions{}.storey_m) : 1;
    const double floors = pit ? 0 : std::max(1.0, storeys);
    to.height_unknown += !pit && !c.height_m;
    to.ground_m2 += ground;
    to.floor_m2 += c.area_m2 * floors;
    to.where_limited_m2 += allowed.ground_m2 ? ground : 0;
    to.floor_where_limited_m2 += allowed.floor_m2 ? c.area_m2 * floors : 0;
}

class Gatherer {
public:
    Gatherer(const CityData& city, const std::vector<PlanFacts>& plans, const LastPeriod& seen)
        : city_(city), plans_(plans), keys_(city.parcels)
    {
        for (const Ledger::Observation& o : seen.observations)
            verdicts_[o.parcel_key] = o.verdict;
        for (std::size_t p = 0; p < city.parcels.size(); ++p)
            for (const std::string& key : city.parcels[p].old_keys)
                by_old_key_.emplace(key, p);
    }

    void add_parcels()
    {
        for (std::size_t p = 0; p < city_.parcels.size(); ++p) {
            const Parcel& parcel = city_.parcels[p];
            const Allowed allowed = allowed_on_parcel(p);
            DistrictFigures& d = figures(parcel);
            DistrictZone& z = zone(parcel.district, p);
            d.area_m2 += parcel.area_m2;
            add(d.capacity, allowed);
            ++z.parcels;
            z.area_m2 += parcel.area_m2;
            add(z.capacity, allowed);
        }
        for (const Parcel& parcel : city_.unplaced)
            (void)figures(parcel);
    }

    void add_case(const Case& c)
    {
        const std::optional<std::size_t> p = parcel_of(c);
        const std::string district = p ? city_.parcels[*p].district : c.district;
        DistrictFigures& d = of_[district];
        d.district = district;
        d.beyond_permit += has(c, {"V110", "V111", "V113", "V114"}) && !without_permit(c);
        if (!without_permit(c))
            return;
        const Allowed allowed = p ? allowed_on_parcel(*p) : Allowed{};
        add(d.growth, c, allowed);
        if (p)
            add(zone(district, *p).growth, c, allowed);
        DistrictYear& year = years_[{district, calendar_text(c.first_seen, city_.city.calendar).substr(0, 4)}];
        ++year.cases;
        if (c.change != ChangeKind::Demolished && c.change != ChangeKind::Heightened)
            year.ground_m2 += c.area_m2;
    }

    [[nodiscard]] std::vector<DistrictFigures> take()
    {
        for (auto& [key, year] : years_) {
            year.year = key.second;
            of_[key.first].years.push_back(year);
        }
        for (auto& [key, zone] : zones_) {
            zone.zone = key.second;
            of_[key.first].zones.push_back(zone);
        }
        std::vector<DistrictFigures> out;
        for (auto& [name, d] : of_) {
            std::stable_sort(d.zones.begin(), d.zones.end(), [](const DistrictZone& a, const DistrictZone& b) {
                return std::make_tuple(-a.growth.ground_m2, -a.area_m2) <
                       std::make_tuple(-b.growth.ground_m2, -b.area_m2);
            });
            out.push_back(std::move(d));
        }
        return out;
    }

private:
    /// The district of a parcel, counted there with its verdict.
    DistrictFigures& figures(const Parcel& parcel)
    {
        DistrictFigures& d = of_[parcel.district];
        d.district = parcel.district;
        ++d.parcels;
        ++d.verdicts[verdict_of(parcel)];
        return d;
    }
    /// By its code or, where the cadastre was renumbered since, the first of its earlier ones that was observed.
    [[nodiscard]] std::string verdict_of(const Parcel& parcel) const
    {
        auto found = verdicts_.find(parcel.key);
        for (std::size_t i = 0; i < parcel.old_keys.size() && found == verdicts_.end(); ++i)
            found = verdicts_.find(parcel.old_keys[i]);
        return found == verdicts_.end() ? "" : found->second;
    }
    [[nodiscard]] std::optional<std::size_t> parcel_of(const Case& c) const
    {
        if (const auto p = keys_.find(c.place))
            return *p;
        const auto found = by_old_key_.find(c.place);
        return found == by_old_key_.end() ? std::nullopt : std::optional(found->second);
    }
    DistrictZone& zone(const std::string& district, std::size_t parcel)
    {
        return zones_[{district, plans_.empty() ? "" : plans_[parcel].zone.value_or("")}];
    }
    [[nodiscard]] Allowed allowed_on_parcel(std::size_t p) const
    {
        return plans_.empty() ? Allowed{} : allowed_on(plans_[p], city_.parcels[p].area_m2);
    }

    const CityData& city_;
    const std::vector<PlanFacts>& plans_;
    ParcelKeys keys_;
    std::map<std::string, std::size_t> by_old_key_; ///< of a divided plot the first part counts
    std::map<std::string, std::string> verdicts_;   ///< of the last period, by parcel key
    std::map<std::string, DistrictFigures> of_;
    std::map<std::pair<std::string, std::string>, DistrictYear> years_;
    std::map<std::pair<std::string, std::string>, DistrictZone> zones_;
};

} // namespace

DistrictReport district_figures(const DataAccess& data, const City& city, const Ledger& ledger, const RunOptions& run)
{
    report::RunRecord unused;
    RunOptions quiet = run; // `didban check` is for what is wrong with the records
    quiet.log = {};
    const CityData loaded = load_for_run(data, city, quiet, unused);
    const PlanData plan = load_plan(data, city, loaded.crs, run);
    const LastPeriod seen = last_period(ledger);
    std::vector<PlanFacts> plans;
    if (seen.day)
        plans = plan_facts_of_all(plan, loaded.parcels, *seen.day, run);

    Gatherer gather(loaded, plans, seen);
    gather.add_parcels();
    for (const Case& c : ledger.cases())
        if (stands(c))
            gather.add_case(c);
    DistrictReport out;
    out.city = city.name;
    out.city_fa = city.name_fa;
    out.languages = city.languages;
    out.last_image = seen.day;
    out.plan_known = plan.known && seen.day.has_value();
    out.districts = gather.take();
    return out;
}

} // namespace didban
