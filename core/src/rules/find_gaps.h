#pragma once
#include "didban/rules/rule_set.h"
#include "rule_index.h"

#include <string>
#include <vector>

namespace didban {

/// Bands of passage width, plot area or frontage that no rule for `quantity` covers, although rules with the same other
/// conditions cover bands beside them. Rules that restrict from outside are no gap: they add to what the plan says.
/// `rules`: those that can concern the zone, by RuleIndex; `zone`: its matching key, "" = rules without a zone.
[[nodiscard]] std::vector<RuleGap> find_gaps(const std::string& zone, Quantity quantity,
                                             const std::vector<const Rule*>& rules);

} // namespace didban
