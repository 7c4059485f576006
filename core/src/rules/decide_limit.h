#pragma once
#include "candidate.h"

namespace didban {

/// Decides one numeric quantity for a parcel in one zone, in the order of RuleSet::evaluate, and notes the plan's own
/// limit in `context`.
[[nodiscard]] QuantityAnswer decide_limit(Quantity quantity, const std::vector<const Rule*>& rules,
                                          RuleContext& context, const std::optional<Date>& known_as_of);

/// Decides one list of uses. `uses` are as written in the deciding rules, sorted.
[[nodiscard]] QuantityAnswer decide_uses(Quantity quantity, const std::vector<const Rule*>& rules, RuleContext& context,
                                         const std::optional<Date>& known_as_of);

} // namespace didban
