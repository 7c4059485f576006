#pragma once
#include "didban/rules/rule_set.h"

#include <array>
#include <unordered_map>

namespace didban {

/// Rules by quantity, each list by id and version.
using RulesByQuantity = std::array<std::vector<const Rule*>, quantity_count>;

/// Finds the rules that can concern a zone without looking at the others.
class RuleIndex {
public:
    RuleIndex() = default;
    explicit RuleIndex(const std::vector<Rule>& rules);
    /// `zone_key`: matching key; a zone that no rule names gets the rules without a zone condition.
    [[nodiscard]] const RulesByQuantity& of_zone(const std::string& zone_key) const;
    [[nodiscard]] const RulesByQuantity& without_zone() const { return without_zone_; }
    [[nodiscard]] const RulesByQuantity& all() const { return all_; }
    [[nodiscard]] const std::unordered_map<std::string, RulesByQuantity>& zones() const { return zones_; }

private:
    RulesByQuantity without_zone_, all_;
    std::unordered_map<std::string, RulesByQuantity> zones_;
};

} // namespace didban
