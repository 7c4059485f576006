#pragma once
#include "didban/rules/rule_places.h"
#include "didban/rules/rule_set.h"

namespace didban {

/// Checks that need several rules at once: one version of an id twice, references to unknown ids, circular overrides,
/// circular references between quantities, overlapping intervals of one table, a use code or overlay kind twice. Throws
/// Error{Configuration} "place: what; remedy".
void check_rules(const std::vector<Rule>& rules, const std::vector<UseCode>& uses,
                 const std::vector<OverlayKind>& overlay_kinds, const RulePlaces& places);

/// Quantities in an order in which each comes after those that its rules look at. The references must have no circle.
[[nodiscard]] std::vector<Quantity> evaluation_order(const std::vector<Rule>& rules);

} // namespace didban
