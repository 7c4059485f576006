#include "decide_limit.h"

#include <algorithm>
#include <limits>

namespace didban {

namespace {

/// Runs through the candidates in one direction (at most, or at least) and keeps the strictest.
class Direction {
public:
    Direction(std::vector<Candidate>& all, Quantity quantity, bool minimum)
        : all_(all), minimum_(minimum), main_(minimum == is_minimum(quantity))
    {
    }
    /// Rules that speak in this direction. SET, REPLACE and ADD speak in the quantity's main direction.
    [[nodiscard]] bool speaks(const Candidate& c) const
    {
        switch (c.rule->effect.combinator) {
        case Combinator::RestrictMax:
            return !minimum_;
        case Combinator::RestrictMin:
            return minimum_;
        case Combinator::Set:
        case Combinator::Replace:
            return main_;
        default:
            return false;
        }
    }
    /// The strictest certain rule, of the plan itself or from outside.
    [[nodiscard]] Candidate* strictest(bool outside) const
    {
        Candidate* best = nullptr;
        for (Candidate& c : all_) {
            if (c.lost || c.possible || !c.limit || !speaks(c) || from_outside(c) != outside)
                continue;
            if (!best || tighter(*c.limit, *best->limit, minimum_) ||
                (*c.limit == *best->limit && specificity(c.rule->level) > specificity(best->rule->level)))
                best = &c;
        }
        return best;
    }
    static bool from_outside(const Candidate& c)
    {
        return c.rule->restricts_from_outside() && c.rule->effect.combinator != Combinator::Replace;
    }
    [[nodiscard]] bool minimum() const { return minimum_; }
    [[nodiscard]] std::vector<Candidate>& all() const { return all_; }

private:
    std::vector<Candidate>& all_;
    bool minimum_, main_;
};

struct Decided {
    std::optional<Limit> plan, outside, limit; ///< the plan's own, that of overlays and sectors, and both together
    Candidate *by{}, *outside_by{};
    bool limited{false};  ///< from outside
    bool unknown{false};  ///< a rule without a known value takes part
    bool no_bound{false}; ///< not even the certain limits bound it: a possible REPLACE
    bool plan_unknown{false};
    bool not_regulated{false};
    std::vector<std::string> missing;
    std::vector<Bonus> bonuses;
    std::vector<Condition> conditions;
    std::optional<Limit> unconditional; ///< the limit where none of the conditions is met
};

void add_bonuses(const Direction& direction, Decided& d)
{
    for (Candidate& c : direction.all()) {
        if (c.lost || c.rule->effect.combinator != Combinator::Add)
            continue;
        if (!d.plan) {
            c.lose("nothing to add to");
            continue;
        }
        if (c.possible || !c.limit) { // the bound beside "unknown" must be the loosest that may hold
            d.unknown = d.plan_unknown = true;
            d.missing.insert(d.missing.end(), c.missing.begin(), c.missing.end());
            if (c.limit && !direction.minimum())
                d.plan->high += c.limit->high;
            else
                d.no_bound = true;
            continue;
        }
        d.plan = Limit{d.plan->low + c.limit->low, d.plan->high + c.limit->high};
        d.bonuses.push_back({c.rule, *c.limit});
    }
}

/// The certain rules of a direction with the value that each has, put together: the plan's own, bonuses, and what
/// comes from outside.
template <class ValueOf>
std::optional<Limit> together(const Direction& direction, bool main, const ValueOf& value_of)
{
    std::optional<Limit> plan, outside;
    const auto certain = [](const Candidate& c) { return !c.lost && !c.possible && c.limit; };
    const auto narrow = [&](std::optional<Limit>& to, const Limit& by) {
        to = to ? stricter(*to, by, direction.minimum()) : by;
    };
    for (const Candidate& c : direction.all())
        if (certain(c) && direction.speaks(c))
            narrow(Direction::from_outside(c) ? outside : plan, value_of(c));
    for (const Candidate& c : direction.all())
        if (main && plan && certain(c) && c.rule->effect.combinator == Combinator::Add) {
            const Limit bonus = value_of(c);
            plan = Limit{plan->low + bonus.low, plan->high + bonus.high};
        }
    if (outside)
        narrow(plan, *outside);
    return plan;
}

/// What a rule is worth where its condition is not met: a bonus nothing, another value only what it says itself.
std::optional<Limit> unmet_value(const Candidate& c)
{
    const bool bonus = c.rule->effect.combinator == Combinator::Add;
    return c.rule->effect.otherwise ? c.rule->effect.otherwise : bonus ? std::optional(Limit{}) : std::nullopt;
}

/// The conditions that the limit stands on: those of every rule that it would follow if that rule were stricter, equal
/// ones included, and of every rule and bonus without which it would be stricter. Rules with the same condition meet it
/// or not together.
void weigh_conditions(const Direction& direction, bool main, Decided& d)
{
    if (!d.limit)
        return;
    const auto conditional = [&](const Candidate& c) {
        const bool bonus = main && c.rule->effect.combinator == Combinator::Add;
        return !c.lost && !c.possible && c.limit && c.rule->effect.conditional() && (bonus || direction.speaks(c));
    };
    const auto follows = [&](const Candidate& c) {
        const double step = direction.minimum() ? 1 : -1;
        return c.rule->effect.combinator != Combinator::Add &&
               together(direction, main, [&](const Candidate& o) {
                   return &o == &c ? Limit{c.limit->low + step, c.limit->high + step} : *o.limit;
               }) != together(direction, main, [](const Candidate& o) { return *o.limit; });
    };
    const auto without = [&](const std::vector<const Candidate*>& unmet) -> std::optional<Limit> {
        for (const Candidate* c : unmet)
            if (!unmet_value(*c) && follows(*c))
                return std::nullopt;
        return together(direction, main, [&](const Candidate& o) {
            const bool open = std::find(unmet.begin(), unmet.end(), &o) != unmet.end();
            return open && unmet_value(o) ? *unmet_value(o) : *o.limit;
        });
    };
    std::vector<const Candidate*> all;
    for (const Candidate& c : direction.all()) {
        const Effect& e = c.rule->effect;
        const auto same = [&](const Candidate& o) {
            return conditional(o) && o.rule->effect.condition == e.condition &&
                   o.rule->effect.condition_fa == e.condition_fa;
        };
        if (!conditional(c) || std::find(all.begin(), all.end(), &c) != all.end())
            continue;
        std::vector<const Candidate*> group;
        for (const Candidate& o : direction.all())
            if (same(o))
                group.push_back(&o);
        all.insert(all.end(), group.begin(), group.end());
        const auto otherwise = without(group);
        const auto binding = std::find_if(group.begin(), group.end(), [&](const Candidate* o) { return follows(*o); });
        if (binding == group.end() && !(otherwise && tighter(*otherwise, *d.limit, direction.minimum())))
            continue;
        const Candidate* named = binding == group.end() ? group.front() : *binding;
        d.conditions.push_back({{e.condition, e.condition_fa, otherwise}, named->rule, direction.minimum()});
    }
    d.unconditional = without(all);
}

/// Possible and unknown-valued rules matter only where they could change the certain limit.
void weigh_uncertain(const Direction& direction, Decided& d)
{
    for (Candidate& c : direction.all()) {
        if (c.lost || !direction.speaks(c) || (!c.possible && !c.value_unknown()))
            continue;
        const bool replaces =
            c.rule->effect.combinator == Combinator::Replace || c.rule->effect.combinator == Combinator::Set;
        const bool harmless = (c.not_regulated() && !replaces) ||
                              (!replaces && c.limit && d.limit && !tighter(*c.limit, *d.limit, direction.minimum()));
        if (harmless) {
            d.plan_unknown |=
                c.limit && !Direction::from_outside(c) && (!d.plan || tighter(*c.limit, *d.plan, direction.minimum()));
            c.lose("looser");
            continue;
        }
        d.unknown = true;
        d.plan_unknown |= !Direction::from_outside(c);
        d.no_bound |= replaces;
        d.missing.insert(d.missing.end(), c.missing.begin(), c.missing.end());
        if (c.possible && !c.missing.empty())
            c.because = "missing " + c.missing.front();
    }
}

Decided decide(const Direction& direction, bool main)
{
    Decided d;
    if (Candidate* base = direction.strictest(false)) {
        d.by = base;
        d.plan = base->limit;
    }
    for (const Candidate& c : direction.all()) // each bound of a range on its own: the limit lies below every rule's
        if (d.plan && !c.lost && !c.possible && c.limit && direction.speaks(c) && !Direction::from_outside(c))
            d.plan = stricter(*d.plan, *c.limit, direction.minimum());
    if (main)
        add_bonuses(direction, d);
    d.limit = d.plan;
    if (Candidate* outside = direction.strictest(true)) {
        d.outside_by = outside;
        d.outside = outside->limit;
        for (const Candidate& c : direction.all())
            if (!c.lost && !c.possible && c.limit && direction.speaks(c) && Direction::from_outside(c))
                d.outside = stricter(*d.outside, *c.limit, direction.minimum());
        if (!d.limit || tighter(*outside->limit, *d.limit, direction.minimum())) {
            d.by = outside;
            d.limited = true;
        }
        d.limit = d.limit ? stricter(*d.limit, *d.outside, direction.minimum()) : *d.outside;
    }
    for (const Candidate& c : direction.all())
        d.not_regulated |= !c.lost && !c.possible && c.not_regulated() && direction.speaks(c);
    weigh_conditions(direction, main, d);
    weigh_uncertain(direction, d);
    for (Candidate& c : direction.all())
        if (!c.lost && !c.possible && c.limit && direction.speaks(c) && &c != d.by)
            c.lose(d.by && *c.limit == *d.by->limit ? "equal" : "looser");
    return d;
}

/// FORBID on the whole parcel, or on the part of it that an overlay takes.
const Candidate* forbid(std::vector<Candidate>& all, const RuleContext& context, QuantityAnswer& answer)
{
    const Candidate* whole = nullptr;
    for (const Candidate& c : all) {
        if (c.lost || c.rule->effect.combinator != Combinator::Forbid)
            continue;
        if (c.possible) {
            answer.missing.insert(answer.missing.end(), c.missing.begin(), c.missing.end());
            continue;
        }
        const std::vector<ForbiddenPart> parts = forbidden_by(*c.rule, context);
        answer.forbidden_parts.insert(answer.forbidden_parts.end(), parts.begin(), parts.end());
        if (parts.empty() && !whole)
            whole = &c;
    }
    return whole;
}

std::optional<double> plan_limit(const Decided& d)
{
    if (d.plan_unknown)
        return std::nullopt;
    if (d.plan)
        return d.plan->exact() ? std::optional(d.plan->low) : std::nullopt;
    return d.not_regulated ? std::optional(std::numeric_limits<double>::infinity()) : std::nullopt;
}

Outcome outcome(const Decided& d, const QuantityAnswer& answer)
{
    if (!answer.inquiries.empty())
        return Outcome::NeedsInquiry;
    if (d.unknown || !answer.missing.empty())
        return Outcome::Unknown;
    if (d.limit)
        return d.limited ? Outcome::Limited : Outcome::Allowed;
    if (d.not_regulated)
        return Outcome::NotRegulated;
    return Outcome::Unknown;
}

// Where even the plan's value is open, what comes from outside still holds.
std::optional<Limit> bound(const Decided& d)
{
    return d.no_bound ? d.outside : d.limit;
}
const Rule* decider(const Decided& d)
{
    const Candidate* c = d.no_bound ? d.outside_by : d.by;
    return c ? c->rule : nullptr;
}

/// What is demanded at least stays beside a prohibition, and limits that are chosen by this one are chosen as without
/// it: a prohibition loosens nothing.
void decide_forbidden(const Candidate& forbidden, std::vector<Candidate>& all, QuantityAnswer& answer,
                      RuleContext& context)
{
    const bool minimum = is_minimum(answer.quantity);
    std::vector<Candidate> without = all;
    const Decided main = decide(Direction(without, answer.quantity, minimum), true);
    const Decided least = minimum ? main : decide(Direction(without, answer.quantity, true), false);
    context.plan_limit[static_cast<std::size_t>(answer.quantity)] = plan_limit(main);
    answer.outcome = Outcome::Forbidden;
    answer.decided_by = forbidden.rule;
    answer.minimum = bound(least);
    answer.opposite_by = decider(least);
    answer.unconditional_minimum = least.unconditional;
    answer.conditions = least.conditions;
    answer.missing.clear();
    answer.forbidden_parts.clear();
    for (Candidate& c : all)
        if (!c.lost && &c != &forbidden && c.rule != answer.opposite_by &&
            c.rule->effect.combinator != Combinator::RequireInquiry &&
            c.rule->effect.combinator != Combinator::RequireCondition)
            c.lose("forbidden by " + forbidden.rule->id);
    collect_requirements(all, answer);
}

} // namespace

QuantityAnswer decide_limit(Quantity quantity, const std::vector<const Rule*>& rules, RuleContext& context,
                            const std::optional<Date>& known_as_of)
{
    QuantityAnswer answer;
    answer.quantity = quantity;
    std::vector<Candidate> all = candidates(rules, context, known_as_of, answer);
    yield_to_finer_plans(all);
    const Candidate* over = take_over(all);
    const bool minimum = is_minimum(quantity);
    if (const Candidate* forbidden = forbid(all, context, answer)) {
        decide_forbidden(*forbidden, all, answer, context);
        return answer;
    }
    const Decided main = decide(Direction(all, quantity, minimum), true);
    const Decided opposite = decide(Direction(all, quantity, !minimum), false);
    answer.maximum = bound(minimum ? opposite : main);
    answer.minimum = bound(minimum ? main : opposite);
    answer.decided_by = decider(main);
    answer.opposite_by = decider(opposite);
    answer.unconditional_maximum = (minimum ? opposite : main).unconditional;
    answer.unconditional_minimum = (minimum ? main : opposite).unconditional;
    answer.bonuses = main.bonuses;
    for (const Decided* d : {&main, &opposite})
        answer.conditions.insert(answer.conditions.end(), d->conditions.begin(), d->conditions.end());
    answer.fixed = over && over->rule->effect.combinator == Combinator::Set && !main.limited && !main.unknown;
    if (!answer.decided_by && main.not_regulated)
        for (const Candidate& c : all)
            if (!c.lost && c.not_regulated())
                answer.decided_by = c.rule;
    for (const Decided* d : {&main, &opposite})
        answer.missing.insert(answer.missing.end(), d->missing.begin(), d->missing.end());
    for (Candidate& c : all)
        if (!c.lost && c.possible && !c.because.empty())
            answer.losing.push_back({c.rule, c.limit, c.because});
    for (const Candidate& c : all)
        if (!c.lost && c.possible &&
            (c.rule->effect.combinator == Combinator::RequireInquiry ||
             c.rule->effect.combinator == Combinator::RequireCondition))
            answer.missing.insert(answer.missing.end(), c.missing.begin(), c.missing.end());
    collect_requirements(all, answer);
    Decided both = main;
    both.unknown |= opposite.unknown;
    answer.outcome = outcome(both, answer);
    if (!main.limit && opposite.limit && answer.outcome == Outcome::Unknown && !both.unknown && answer.missing.empty())
        answer.outcome = opposite.limited ? Outcome::Limited : Outcome::Allowed;
    context.plan_limit[static_cast<std::size_t>(quantity)] = plan_limit(main);
    return answer;
}

} // namespace didban
