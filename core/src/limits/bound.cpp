#include "didban/limits/bound.h"

namespace didban {

std::string_view name(BoundState state)
{
    switch (state) {
    case BoundState::Limited:
        return "limited";
    case BoundState::NotRegulated:
        return "not_regulated";
    case BoundState::Forbidden:
        return "forbidden";
    case BoundState::NeedsInquiry:
        return "needs_inquiry";
    case BoundState::Unknown:
        break;
    }
    return "unknown";
}

std::optional<double> Bound::number() const
{
    return state == BoundState::Limited && limit && limit->exact() ? std::optional(limit->low) : std::nullopt;
}

Bound moved(Bound bound, double by)
{
    const auto move = [by](std::optional<Limit>& limit) {
        if (limit)
            limit = Limit{limit->low + by, limit->high + by};
    };
    move(bound.limit);
    move(bound.unconditional);
    for (LimitCondition& condition : bound.conditions)
        move(condition.otherwise);
    return bound;
}

} // namespace didban
