#include "combine_zones.h"

#include "decide_limit.h"

#include <algorithm>
#include <tuple>

namespace didban {

namespace {

int weight(Outcome o)
{
    switch (o) {
    case Outcome::Forbidden:
        return 4;
    case Outcome::NeedsInquiry:
        return 3;
    case Outcome::Unknown:
        return 2;
    case Outcome::Allowed:
    case Outcome::Limited:
        return 1;
    case Outcome::NotRegulated:
        break;
    }
    return 0;
}

/// True when `a` is the stricter answer; a bound counts among equal outcomes.
bool stricter_answer(const QuantityAnswer& a, const QuantityAnswer& b)
{
    if (weight(a.outcome) != weight(b.outcome))
        return weight(a.outcome) > weight(b.outcome);
    const auto &x = a.limit(), &y = b.limit();
    if (x.has_value() != y.has_value())
        return x.has_value();
    return x && !(*x == *y) && stricter(*x, *y, is_minimum(a.quantity)) == *x;
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

void merge_bound(std::optional<Limit>& to, const std::optional<Limit>& from, bool minimum)
{
    if (from)
        to = to ? stricter(*to, *from, minimum) : *from;
}

void merge_uses(QuantityAnswer& to, const QuantityAnswer& from)
{
    std::vector<std::string> merged;
    if (to.quantity == Quantity::UseAllowed)
        std::set_intersection(to.uses.begin(), to.uses.end(), from.uses.begin(), from.uses.end(),
                              std::back_inserter(merged));
    else
        std::set_union(to.uses.begin(), to.uses.end(), from.uses.begin(), from.uses.end(), std::back_inserter(merged));
    to.uses = std::move(merged);
}

} // namespace

QuantityAnswer combine_zones(std::vector<QuantityAnswer> answers, const std::vector<AnswerPlace>& places)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < answers.size(); ++i)
        if (stricter_answer(answers[i], answers[best]))
            best = i;
    for (QuantityAnswer& a : answers)
        std::sort(a.uses.begin(), a.uses.end());
    QuantityAnswer result = answers[best];
    // In a zone without conditions its limit is the unconditional one; in one whose limit is not known without its
    // conditions, nothing is known of the whole.
    const auto unconditional = [&](bool minimum) {
        std::optional<Limit> all;
        for (const QuantityAnswer& a : answers) {
            const Bound bound = a.bound(minimum);
            if (bound.limit && !bound.conditions.empty() && !bound.unconditional)
                return std::optional<Limit>();
            merge_bound(all, bound.conditions.empty() ? bound.limit : bound.unconditional, minimum);
        }
        return all;
    };
    result.unconditional_maximum = unconditional(false);
    result.unconditional_minimum = unconditional(true);
    if (result.decided_by || result.opposite_by)
        result.zone = places[best].zone;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (i == best)
            continue;
        const QuantityAnswer& other = answers[i];
        merge_bound(result.maximum, other.maximum, false);
        merge_bound(result.minimum, other.minimum, true);
        if (is_use_list(result.quantity))
            merge_uses(result, other);
        if (other.decided_by && other.decided_by != result.decided_by)
            result.losing.push_back({other.decided_by, other.limit(), "looser, " + places[i].where});
        append(result.losing, other.losing);
        append(result.missing, other.missing);
        append(result.inquiries, other.inquiries);
        append(result.conditions, other.conditions);
        append(result.bonuses, other.bonuses);
        append(result.depends_on, other.depends_on);
        append(result.forbidden_parts, other.forbidden_parts);
    }
    const auto by_rule = [](auto& list) {
        std::stable_sort(list.begin(), list.end(),
                         [](const auto& a, const auto& b) { return a.rule->id < b.rule->id; });
        list.erase(std::unique(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.rule == b.rule; }),
                   list.end());
    };
    by_rule(result.losing);
    by_rule(result.inquiries);
    by_rule(result.conditions);
    by_rule(result.bonuses);
    const auto by_part = [](const ForbiddenPart& p) { return std::tie(p.rule->id, p.rule->version, p.overlay_id); };
    std::stable_sort(result.forbidden_parts.begin(), result.forbidden_parts.end(),
                     [&](const ForbiddenPart& a, const ForbiddenPart& b) { return by_part(a) < by_part(b); });
    result.forbidden_parts.erase(
        std::unique(result.forbidden_parts.begin(), result.forbidden_parts.end(),
                    [&](const ForbiddenPart& a, const ForbiddenPart& b) { return by_part(a) == by_part(b); }),
        result.forbidden_parts.end());
    for (Condition& c : result.conditions)
        if (c.otherwise && c.minimum)
            merge_bound(c.otherwise, *c.minimum ? result.minimum : result.maximum, *c.minimum);
    std::erase_if(result.losing,
                  [&](const LosingRule& l) { return l.rule == result.decided_by || l.rule == result.opposite_by; });
    std::sort(result.depends_on.begin(), result.depends_on.end());
    result.depends_on.erase(std::unique(result.depends_on.begin(), result.depends_on.end()), result.depends_on.end());
    std::sort(result.missing.begin(), result.missing.end());
    result.missing.erase(std::unique(result.missing.begin(), result.missing.end()), result.missing.end());
    return result;
}

} // namespace didban
