#include "rule_index.h"

namespace didban {

RuleIndex::RuleIndex(const std::vector<Rule>& rules)
{
    for (const Rule& rule : rules)
        for (const std::string& zone : rule.applies.zones)
            zones_.try_emplace(zone);
    for (const Rule& rule : rules) {
        const auto q = static_cast<std::size_t>(rule.effect.quantity);
        all_[q].push_back(&rule);
        if (rule.applies.zones.empty()) {
            without_zone_[q].push_back(&rule);
            for (auto& [zone, lists] : zones_)
                lists[q].push_back(&rule);
        }
        for (const std::string& zone : rule.applies.zones)
            zones_.at(zone)[q].push_back(&rule);
    }
}

const RulesByQuantity& RuleIndex::of_zone(const std::string& zone_key) const
{
    const auto found = zones_.find(zone_key);
    return found == zones_.end() ? without_zone_ : found->second;
}

} // namespace didban
