#include "didban/limits/check_bound.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// Two numbers that differ by less than this share came out of different arithmetic, not out of different buildings.
constexpr double rounding = 1e-9;

LimitCheck inconclusive(LimitReason reason, std::optional<double> against = {})
{
    return {LimitVerdict::Inconclusive, reason, against, 0, {}};
}
LimitCheck complies(LimitReason reason, std::optional<double> against = {})
{
    return {LimitVerdict::Complies, reason, against, 0, {}};
}

double slack(const Limit& limit)
{
    return rounding * std::max(1.0, std::abs(limit.high));
}

double loosest(const Limit& limit, bool minimum)
{
    return minimum ? limit.low : limit.high;
}
double strictest(const Limit& limit, bool minimum)
{
    return minimum ? limit.high : limit.low;
}

/// Even with the uncertainty the value keeps the strictest that the limit may be.
bool keeps(const Measured& m, const Limit& limit, bool minimum)
{
    const double bound = strictest(limit, minimum);
    return (minimum ? bound - (m.value - m.uncertainty) : m.value + m.uncertainty - bound) <= slack(limit);
}

std::vector<std::size_t> open_conditions(const Bound& bound, std::span<const std::string> met)
{
    std::vector<std::size_t> open;
    const auto shown = [&](const std::string& text) {
        return !text.empty() && std::find(met.begin(), met.end(), text) != met.end();
    };
    for (std::size_t i = 0; i < bound.conditions.size(); ++i)
        if (!shown(bound.conditions[i].text) && !shown(bound.conditions[i].text_fa))
            open.push_back(i);
    return open;
}

LimitCheck check_forbidden(const Measured* measured)
{
    if (measured && measured->value - measured->uncertainty > 0)
        return {LimitVerdict::Violates, LimitReason::Forbidden, 0.0, measured->value, {}};
    if (measured && measured->value <= 0)
        return complies(LimitReason::NothingOfIt, 0.0);
    return inconclusive(measured ? LimitReason::TooClose : LimitReason::ForbiddenUnstated, 0.0);
}

} // namespace

std::string_view name(LimitVerdict verdict)
{
    switch (verdict) {
    case LimitVerdict::Complies:
        return "complies";
    case LimitVerdict::Violates:
        return "violates";
    case LimitVerdict::Inconclusive:
        break;
    }
    return "inconclusive";
}

std::string_view name(LimitReason reason)
{
    switch (reason) {
    case LimitReason::Within:
        return "within";
    case LimitReason::NotRegulated:
        return "not_regulated";
    case LimitReason::NothingOfIt:
        return "nothing_of_it";
    case LimitReason::Beyond:
        return "beyond";
    case LimitReason::Forbidden:
        return "forbidden";
    case LimitReason::ForbiddenUnstated:
        return "forbidden_unstated";
    case LimitReason::NotStated:
        return "not_stated";
    case LimitReason::UnknownLimit:
        return "unknown_limit";
    case LimitReason::AskFirst:
        return "ask_first";
    case LimitReason::TooClose:
        return "too_close";
    case LimitReason::LimitIsRange:
        return "limit_is_range";
    case LimitReason::Condition:
        return "condition";
    }
    return "";
}

LimitCheck check_bound(const Bound& bound, const std::optional<Measured>& stated, std::span<const std::string> met)
{
    const bool usable = stated && !std::isnan(stated->value) && !std::isnan(stated->uncertainty);
    const Measured* m = usable ? &*stated : nullptr;
    if (bound.state == BoundState::Forbidden)
        return check_forbidden(m);
    if (bound.limit && m) {
        const double line = loosest(*bound.limit, bound.minimum);
        const double excess = bound.minimum ? line - m->value : m->value - line;
        if (excess - m->uncertainty > slack(*bound.limit))
            return {LimitVerdict::Violates, LimitReason::Beyond, line, excess, {}};
    }
    const auto against = bound.limit ? std::optional(strictest(*bound.limit, bound.minimum)) : std::nullopt;
    switch (bound.state) {
    case BoundState::NeedsInquiry:
        return inconclusive(LimitReason::AskFirst, against);
    case BoundState::Unknown:
        return inconclusive(LimitReason::UnknownLimit, against);
    case BoundState::NotRegulated:
        return complies(LimitReason::NotRegulated);
    case BoundState::Limited:
    case BoundState::Forbidden:
        break;
    }
    if (!bound.limit)
        return inconclusive(LimitReason::UnknownLimit);
    if (!m)
        return inconclusive(LimitReason::NotStated, against);
    if (!keeps(*m, *bound.limit, bound.minimum))
        return inconclusive(bound.limit->exact() ? LimitReason::TooClose : LimitReason::LimitIsRange, against);
    const std::vector<std::size_t> open = open_conditions(bound, met);
    if (open.empty())
        return complies(LimitReason::Within, against);
    const auto& without = open.size() == 1 ? bound.conditions[open.front()].otherwise : bound.unconditional;
    if (without && keeps(*m, *without, bound.minimum))
        return complies(LimitReason::Within, strictest(*without, bound.minimum));
    LimitCheck check = inconclusive(LimitReason::Condition, against);
    check.condition = open.front();
    return check;
}

} // namespace didban
