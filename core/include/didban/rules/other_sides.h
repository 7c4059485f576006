#pragma once
#include "didban/rules/other_side.h"
#include "didban/rules/rule_set.h"

#include <utility>
#include <vector>

namespace didban {

/// The edges within `accuracies` (fact, one sigma) of the facts of a parcel, with what differs beyond each, by fact and
/// edge. A value exactly at an edge is a nominal one, such as a planned width of 12 m, and has no other side. Pure.
[[nodiscard]] std::vector<OtherSide> other_sides(const RuleSet& rules, const ParcelFacts& facts,
                                                 const std::vector<std::pair<NumericFact, double>>& accuracies,
                                                 const Answer& answer);

} // namespace didban
