#include "didban/rules/rule_set.h"

#include "check_rules.h"
#include "combine_zones.h"
#include "decide_limit.h"
#include "didban/base/text.h"
#include "find_gaps.h"
#include "rule_index.h"
#include "silent_overlays.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace didban {

struct RuleSet::Data {
    PlanTitle plan;
    std::vector<Rule> rules;
    std::vector<UseCode> uses;
    std::vector<Quantity> order;
    std::array<bool, quantity_count> spoken{};
    RuleIndex index;
    double max_within_m{0};
    std::vector<const Rule*> overlay_rules;
};

namespace {

/// Domain model §4.5: density that differs by more than this from coverage × floors deserves a second look.
constexpr double consistency_tolerance = 0.02;

using Decided = std::array<QuantityAnswer, quantity_count>;

std::string rounded(double x)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", x);
    return text;
}

void exclude_uses(Answer& answer)
{
    const auto find = [&](Quantity q) -> QuantityAnswer* {
        for (QuantityAnswer& a : answer.quantities)
            if (a.quantity == q)
                return &a;
        return nullptr;
    };
    QuantityAnswer *allowed = find(Quantity::UseAllowed), *conditional = find(Quantity::UseConditional),
                   *forbidden = find(Quantity::UseForbidden);
    const auto take_away = [](QuantityAnswer* from, const QuantityAnswer* what) {
        if (!from || !what)
            return;
        std::vector<std::string> keys;
        for (const std::string& use : what->uses)
            keys.push_back(text::matching_key(use));
        std::erase_if(from->uses, [&](const std::string& use) {
            return std::find(keys.begin(), keys.end(), text::matching_key(use)) != keys.end();
        });
    };
    take_away(allowed, forbidden);
    take_away(conditional, forbidden);
    take_away(allowed, conditional);
}

void add_notes(Answer& answer, const ParcelFacts& facts)
{
    if (facts.zones.size() > 1) {
        std::string list;
        for (const ZoneShare& z : facts.zones)
            list += (list.empty() ? "" : ", ") + z.zone + " (" + rounded(100 * z.share) + " %)";
        answer.notes.push_back("the parcel lies in several zones: " + list + "; of each limit the strictest is given");
    }
    if (facts.zones_known && facts.zones.empty())
        answer.notes.emplace_back("the parcel lies in no zone of the plan in force on that day");
    const auto plan_number = [&](Quantity q) -> std::optional<double> {
        const QuantityAnswer* a = answer.find(q);
        return a && a->outcome == Outcome::Allowed ? a->number() : std::nullopt;
    };
    const auto floors = plan_number(Quantity::Floors), coverage = plan_number(Quantity::Coverage),
               ratio = plan_number(Quantity::FloorAreaRatio);
    if (floors && coverage && ratio && std::abs(*coverage * *floors - *ratio) > consistency_tolerance * *ratio)
        answer.notes.push_back("floor-area ratio " + rounded(*ratio) +
                               " is not coverage × floors = " + rounded(*coverage * *floors) + "; check the clauses");
}

/// 13 m above natural ground and 12 m above the street do not compare: the lower number is given, and said to be so.
void note_height_references(Answer& answer)
{
    const QuantityAnswer* height = answer.find(Quantity::Height);
    if (!height || !height->decided_by)
        return;
    const Effect& by = height->decided_by->effect;
    for (const LosingRule& l : height->losing) {
        const Effect& other = l.rule->effect;
        const bool differ =
            (by.height_reference != HeightReference::Unstated && other.height_reference != HeightReference::Unstated &&
             by.height_reference != other.height_reference) ||
            (by.height_top != HeightTop::Unstated && other.height_top != HeightTop::Unstated &&
             by.height_top != other.height_top);
        if (differ && l.limit && l.because == "looser")
            answer.notes.push_back("the height limits " + height->decided_by->id + " and " + l.rule->id +
                                   " are measured between different points; the lower number is given, check both");
    }
}

void collect_inquiries(Answer& answer)
{
    for (const QuantityAnswer& q : answer.quantities)
        for (const Inquiry& i : q.inquiries)
            if (std::none_of(answer.inquiries.begin(), answer.inquiries.end(),
                             [&](const Inquiry& known) { return known.body == i.body; }))
                answer.inquiries.push_back(i);
}

} // namespace

RuleSet::RuleSet() : RuleSet(PlanTitle{}, {}, {}, RulePlaces("")) {}

RuleSet::RuleSet(PlanTitle plan, std::vector<Rule> rules, std::vector<UseCode> uses, const RulePlaces& places)
{
    check_rules(rules, places);
    auto data = std::make_shared<Data>();
    data->plan = std::move(plan);
    data->rules = std::move(rules);
    data->uses = std::move(uses);
    std::sort(data->rules.begin(), data->rules.end(),
              [](const Rule& a, const Rule& b) { return std::tie(a.id, a.version) < std::tie(b.id, b.version); });
    data->order = evaluation_order(data->rules);
    for (const Rule& rule : data->rules) {
        data->spoken[static_cast<std::size_t>(rule.effect.quantity)] = true;
        if (rule.applies.needs_overlay())
            data->overlay_rules.push_back(&rule);
        data->max_within_m = std::max(data->max_within_m, rule.applies.within_m);
    }
    for (const Quantity q : {Quantity::Floors, Quantity::Height, Quantity::Coverage, Quantity::FloorAreaRatio})
        data->spoken[static_cast<std::size_t>(q)] = true;
    data->index = RuleIndex(data->rules);
    data_ = std::move(data);
}

const PlanTitle& RuleSet::plan() const
{
    return data_->plan;
}
const std::vector<Rule>& RuleSet::rules() const
{
    return data_->rules;
}
const std::vector<UseCode>& RuleSet::uses() const
{
    return data_->uses;
}
double RuleSet::max_within_m() const
{
    return data_->max_within_m;
}

const UseCode* RuleSet::find_use(std::string_view local) const
{
    const std::string key = text::matching_key(local);
    for (const UseCode& use : data_->uses)
        if (text::matching_key(use.local) == key)
            return &use;
    return nullptr;
}

Answer RuleSet::evaluate(const ParcelFacts& facts, const Date& as_of, const std::optional<Date>& known_as_of) const
{
    const Data& data = *data_;
    const auto decide_in = [&](const ZoneShare* zone, const RulesByQuantity& rules) {
        RuleContext context(facts, zone, as_of, data.plan.plot_area);
        Decided decided;
        for (const Quantity q : data.order) {
            const auto i = static_cast<std::size_t>(q);
            decided[i] = is_use_list(q) ? decide_uses(q, rules[i], context, known_as_of)
                                        : decide_limit(q, rules[i], context, known_as_of);
        }
        return decided;
    };
    std::vector<Decided> by_zone;
    std::vector<std::string> zones;
    if (!facts.zones_known && facts.zones.empty()) {
        by_zone.push_back(decide_in(nullptr, data.index.all()));
    } else if (facts.zones.empty()) {
        by_zone.push_back(decide_in(nullptr, data.index.without_zone()));
    } else {
        for (const ZoneShare& zone : facts.zones) {
            by_zone.push_back(decide_in(&zone, data.index.of_zone(text::matching_key(zone.zone))));
            zones.push_back(zone.zone);
        }
    }
    Answer answer;
    answer.rules_alive = data_;
    answer.parcel_id = facts.parcel_id;
    answer.as_of = as_of;
    answer.known_as_of = known_as_of;
    answer.plan_id = data.plan.id;
    answer.plan_title = data.plan.title;
    answer.zones = facts.zones;
    answer.jurisdiction = jurisdiction_on(facts, as_of);
    for (const Quantity q : all_quantities()) {
        const auto i = static_cast<std::size_t>(q);
        if (!data.spoken[i])
            continue;
        if (by_zone.size() == 1) {
            answer.quantities.push_back(std::move(by_zone.front()[i]));
        } else {
            std::vector<QuantityAnswer> parts;
            for (Decided& decided : by_zone)
                parts.push_back(std::move(decided[i]));
            answer.quantities.push_back(combine_zones(std::move(parts), zones));
        }
        QuantityAnswer& last = answer.quantities.back();
        if (last.outcome == Outcome::Unknown && last.missing.empty() && !last.decided_by && !last.opposite_by)
            last.missing.emplace_back("rule");
    }
    tell_silent_overlays(data.overlay_rules, facts, as_of, known_as_of, answer);
    exclude_uses(answer);
    collect_inquiries(answer);
    add_notes(answer, facts);
    note_height_references(answer);
    if (const QuantityAnswer* floors = answer.find(Quantity::Floors); floors && floors->number())
        answer.derived_height_m = height_of_floors(
            *floors->number(), floors->decided_by ? floors->decided_by->effect.base : FloorBase::Unstated);
    return answer;
}

std::vector<RuleGap> RuleSet::gaps() const
{
    std::vector<RuleGap> found;
    const auto look = [&](const std::string& zone, const RulesByQuantity& lists) {
        for (const Quantity q : all_quantities()) {
            const auto gaps = find_gaps(zone, q, lists[static_cast<std::size_t>(q)]);
            found.insert(found.end(), gaps.begin(), gaps.end());
        }
    };
    look("", data_->index.without_zone());
    std::vector<std::string> zones;
    for (const auto& [zone, lists] : data_->index.zones())
        zones.push_back(zone);
    std::sort(zones.begin(), zones.end());
    for (const std::string& zone : zones)
        look(zone, data_->index.of_zone(zone));
    return found;
}

} // namespace didban
