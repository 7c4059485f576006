#include "find_gaps.h"

#include <algorithm>
#include <array>
#include <limits>

namespace didban {

namespace {

constexpr NumericFact banded[] = {NumericFact::PassageWidth, NumericFact::PlotArea, NumericFact::Frontage};

/// The conditions of a rule besides zone and the band of one fact.
Applies others(Applies a, NumericFact fact)
{
    a.zones.clear();
    std::erase_if(a.intervals, [fact](const auto& i) { return i.first == fact; });
    return a;
}

/// Whether a rule with the conditions `weak` holds wherever one with the conditions `strong` does.
bool implied(const Applies& weak, const Applies& strong)
{
    const auto lists = [](const Applies& x) {
        return std::array{&x.districts, &x.uses_approved, &x.uses_permitted, &x.uses_governing,
                          &x.sides,     &x.kinds,         &x.jurisdictions,  &x.parcels};
    };
    const auto weak_lists = lists(weak), strong_lists = lists(strong);
    for (std::size_t i = 0; i < weak_lists.size(); ++i)
        if (!weak_lists[i]->empty() && *weak_lists[i] != *strong_lists[i])
            return false;
    const auto contained = [](const auto& outer, const auto& inner) {
        return std::all_of(outer.begin(), outer.end(), [&](const auto& o) {
            return std::any_of(inner.begin(), inner.end(), [&](const auto& i) {
                return i.first == o.first && o.second.from <= i.second.from && i.second.below <= o.second.below;
            });
        });
    };
    return contained(weak.intervals, strong.intervals) && contained(weak.given, strong.given) &&
           (!weak.corner || weak.corner == strong.corner) &&
           (!weak.permit_from || weak.permit_from == strong.permit_from) &&
           (!weak.permit_below || weak.permit_below == strong.permit_below);
}

/// Rules that differ in zone and band alone, with all that hold wherever they do, as they stand once the youngest of
/// the family is in force.
struct Family {
    Applies applies;
    std::vector<const Rule*> rules;
};

/// Decisions about single parcels have no bands to leave open.
bool counts(const Rule& rule)
{
    const Combinator how = rule.effect.combinator;
    return rule.status == RuleStatus::Approved && rule.applies.parcels.empty() && !rule.applies.needs_overlay() &&
           !rule.restricts_from_outside() && !rule.recorded_to && how != Combinator::Add &&
           how != Combinator::RequireInquiry && how != Combinator::RequireCondition;
}

bool has_band(const Rule& rule, NumericFact fact)
{
    return std::any_of(rule.applies.intervals.begin(), rule.applies.intervals.end(),
                       [fact](const auto& i) { return i.first == fact; });
}

std::vector<Family> families(const std::vector<const Rule*>& rules, NumericFact fact, bool of_zone)
{
    std::vector<Family> all;
    std::vector<Date> youngest;
    for (const Rule* rule : rules) {
        if (!counts(*rule) || !has_band(*rule, fact) || rule->applies.zones.empty() == of_zone)
            continue;
        const Applies applies = others(rule->applies, fact);
        const auto at = std::find_if(all.begin(), all.end(), [&](const Family& f) {
            return implied(applies, f.applies) && implied(f.applies, applies);
        });
        const Date from = rule->valid_from.value_or(Date{});
        if (at == all.end()) {
            all.push_back({applies, {}});
            youngest.push_back(from);
        } else {
            Date& day = youngest[static_cast<std::size_t>(at - all.begin())];
            day = std::max(day, from);
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const Rule* rule : rules)
            if (counts(*rule) && rule->in_force(youngest[i]) && implied(others(rule->applies, fact), all[i].applies))
                all[i].rules.push_back(rule);
    return all;
}

} // namespace

std::vector<RuleGap> find_gaps(const std::string& zone, Quantity quantity, const std::vector<const Rule*>& rules)
{
    std::vector<RuleGap> found;
    const auto add = [&](NumericFact fact, double from, double below) {
        const Interval band{from, below};
        if (std::none_of(found.begin(), found.end(),
                         [&](const RuleGap& g) { return g.fact == fact && g.band == band; }))
            found.push_back({zone, quantity, fact, band});
    };
    for (const NumericFact fact : banded)
        for (const Family& family : families(rules, fact, !zone.empty())) {
            std::vector<Interval> bands;
            for (const Rule* rule : family.rules) {
                Interval band; // everything, where the rule does not look at the fact
                for (const auto& [f, interval] : rule->applies.intervals)
                    if (f == fact)
                        band = interval;
                bands.push_back(band);
            }
            std::sort(bands.begin(), bands.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
            double covered = 0;
            for (const Interval& band : bands) {
                if (band.from > covered)
                    add(fact, covered, band.from);
                covered = std::max(covered, band.below);
            }
            if (covered < std::numeric_limits<double>::infinity())
                add(fact, covered, std::numeric_limits<double>::infinity());
        }
    return found;
}

} // namespace didban
