#pragma once
#include "didban/rules/rule_set.h"
#include "rule_index.h"

namespace didban {

struct RuleSet::Data {
    PlanTitle plan;
    std::vector<Rule> rules;
    std::vector<UseCode> uses;
    std::vector<OverlayKind> overlay_kinds;
    std::vector<Quantity> order;
    std::array<bool, quantity_count> spoken{};
    RuleIndex index;
    double max_within_m{0};
    std::vector<const Rule*> overlay_rules;
    std::vector<std::string> overlay_kinds_spoken_of; ///< sorted, each once
    bool has_drafts{false};
    std::optional<Date> last_start; ///< the latest valid_from
};

} // namespace didban
