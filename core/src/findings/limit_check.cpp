#include "didban/findings/limit_check.h"

namespace didban {

std::string_view name(LimitOutcome outcome)
{
    switch (outcome) {
    case LimitOutcome::Complies:
        return "complies";
    case LimitOutcome::Violates:
        return "violates";
    case LimitOutcome::Inconclusive:
        break;
    }
    return "inconclusive";
}

LimitOutcome check_limit(const Measured& measured, const std::optional<double>& maximum)
{
    if (!maximum)
        return LimitOutcome::Inconclusive;
    const double excess = measured.value - *maximum;
    if (excess > measured.uncertainty)
        return LimitOutcome::Violates;
    if (excess + measured.uncertainty <= 0)
        return LimitOutcome::Complies;
    return LimitOutcome::Inconclusive;
}

} // namespace didban
