#include "didban/base/text.h"
#include "match_rule.h"
#include "rule_set_data.h"

#include <algorithm>
#include <map>
#include <set>

namespace didban {

namespace {

/// Whether it could come into force after `as_of`: nothing of the past, nothing withdrawn.
bool is_pending(const Rule& rule, const Date& as_of, const std::optional<Date>& known_as_of)
{
    if (!rule.known(known_as_of) || (rule.valid_to && *rule.valid_to <= as_of))
        return false;
    return rule.status == RuleStatus::Draft ||
           (rule.status == RuleStatus::Approved && rule.valid_from && as_of < *rule.valid_from);
}

Date first_day(const Rule& rule, const Date& as_of)
{
    return rule.valid_from ? std::max(*rule.valid_from, as_of) : as_of;
}

/// Whether a limit stands on the rule or names it among those that lost.
bool names(const QuantityAnswer& a, const Rule* rule)
{
    const auto by_rule = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.rule == rule; });
    };
    return a.decided_by == rule || a.opposite_by == rule || by_rule(a.bonuses) || by_rule(a.losing) ||
           by_rule(a.inquiries) || by_rule(a.conditions) || by_rule(a.forbidden_parts);
}

bool same_conditions(const QuantityAnswer& a, const QuantityAnswer& b)
{
    return std::equal(a.conditions.begin(), a.conditions.end(), b.conditions.begin(), b.conditions.end(),
                      [](const Condition& x, const Condition& y) {
                          return x.text == y.text && x.text_fa == y.text_fa && x.otherwise == y.otherwise;
                      });
}

bool same_limit(const QuantityAnswer* now, const QuantityAnswer& then)
{
    return now && now->outcome == then.outcome && now->maximum == then.maximum && now->minimum == then.minimum &&
           now->uses == then.uses && now->conflict == then.conflict &&
           now->forbidden_parts.size() == then.forbidden_parts.size() &&
           now->inquiries.size() == then.inquiries.size() && same_conditions(*now, then);
}

} // namespace

std::vector<PendingRule> RuleSet::pending(const ParcelFacts& facts, const Answer& answer) const
{
    const Data& data = *data_;
    const Date& as_of = answer.as_of;
    if (!data.has_drafts && (!data.last_start || *data.last_start <= as_of))
        return {};
    const auto order = [](const Rule* a, const Rule* b) {
        return std::tie(a->effect.quantity, a->id, a->version) < std::tie(b->effect.quantity, b->id, b->version);
    };
    std::map<const Rule*, Match, decltype(order)> concerned(order);
    std::vector<std::string> missing;
    const auto look = [&](const ZoneShare* zone, const RulesByQuantity& rules) {
        for (const std::vector<const Rule*>& list : rules)
            for (const Rule* rule : list) {
                if (!is_pending(*rule, as_of, answer.known_as_of))
                    continue;
                const Date day = first_day(*rule, as_of);
                for (const JurisdictionShare& law : laws_of(facts, day)) {
                    const RuleContext context(facts, zone, law.jurisdiction, day, data.plan.plot_area);
                    missing.clear();
                    if (const Match m = match(*rule, context, missing); m != Match::No) {
                        Match& best = concerned.emplace(rule, m).first->second;
                        best = best == Match::Yes ? best : m;
                    }
                }
            }
    };
    if (facts.zones.empty())
        look(nullptr, facts.zones_known ? data.index.without_zone() : data.index.all());
    for (const ZoneShare& zone : facts.zones)
        look(&zone, data.index.of_zone(text::matching_key(zone.zone)));
    std::vector<PendingRule> found;
    std::map<Date, Answer> on_day;
    for (const auto& [rule, matched] : concerned) {
        const Date day = first_day(*rule, as_of);
        const bool draft = rule->status == RuleStatus::Draft;
        Answer of_draft;
        const Answer* there = &of_draft;
        if (draft)
            of_draft = evaluate_with(facts, day, answer.known_as_of, rule);
        else if (const auto known = on_day.find(day); known != on_day.end())
            there = &known->second;
        else
            there = &on_day.emplace(day, evaluate(facts, day, answer.known_as_of)).first->second;
        const QuantityAnswer* then = there->find(rule->effect.quantity);
        const bool certain = matched == Match::Yes && rule->applies.given.empty();
        if (then && (certain || names(*then, rule)))
            found.push_back({rule, as_of < day ? std::optional(day) : std::nullopt, *then,
                             !same_limit(answer.find(rule->effect.quantity), *then)});
    }
    return found;
}

} // namespace didban
