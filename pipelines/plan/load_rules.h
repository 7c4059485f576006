#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "didban/rules/rule_set.h"

#include <string>

namespace didban {

/// Where a city's rules stand.
struct RulesPlace {
    std::string path;   ///< rules.toml or the data source; "" = the city has no rules
    bool tables{false}; ///< tables "rules", "plan", "uses" and "overlay_kinds" of a data source
    bool both{false};   ///< the plan's source has a table "rules" too, which is not read
};

/// [plan] rules of city.toml: a TOML file, or a data source (.gpkg, .sqlite, PG:…) with tables. Without it the tables
/// of [plan] source, when there is one named "rules". Throws Error for a source that cannot be opened.
[[nodiscard]] RulesPlace find_rules(const DataAccess& data, const City& city);

/// Throws Error{Configuration} that names line or row and the remedy.
[[nodiscard]] RuleSet load_rules(const DataAccess& data, const RulesPlace& place);

/// SHA-256 of what the rules, the plan's title and the use codes say: the same for the same rules in another order,
/// with other comments, in other units or in tables instead of TOML. "" for a set that says nothing.
[[nodiscard]] std::string rules_digest(const RuleSet& rules);

} // namespace didban
