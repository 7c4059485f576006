#include "rule_row.h"

namespace didban {

DecidedBound at_most(double most, const std::string& source)
{
    DecidedBound out;
    out.bound.state = BoundState::Limited;
    out.bound.limit = Limit{most, most};
    out.rule_id = out.source = source;
    return out;
}

RuleCheck rule_row(const DecidedBound& decided, const std::string& quantity, const Measured& measured,
                   const std::string& unit)
{
    const LimitCheck check = check_bound(decided.bound, measured);
    RuleCheck out;
    out.rule_id = decided.rule_id;
    out.quantity = quantity;
    out.limit = check.against;
    out.measured = measured.value;
    out.uncertainty = measured.uncertainty;
    out.unit = unit;
    out.verdict = name(check.verdict);
    out.reason = name(check.reason);
    out.source = decided.source;
    out.uri = decided.uri;
    out.conditions = decided.bound.conditions;
    return out;
}

RuleCheck storeys_row(const DecidedBound& decided, const Measured& measured)
{
    constexpr double half_storey = 0.5;
    DecidedBound shown = decided;
    shown.bound = moved(std::move(shown.bound), half_storey);
    RuleCheck out = rule_row(shown, "floors", measured, "floors");
    if (out.limit)
        *out.limit -= half_storey;
    return out;
}

} // namespace didban
