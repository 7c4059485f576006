#pragma once
#include "didban/rules/rule_set.h"
#include "toml_table.h"

namespace didban {

/// Reads `applies = { … }`. `overlay_kinds`: those that it may name.
[[nodiscard]] Applies read_applies(const TomlTable& table, const std::vector<std::string>& overlay_kinds);
/// Reads `effect = { … }` with units turned into canonical ones. `value_follows`: the value stands elsewhere (the cells
/// of a [[table]]).
[[nodiscard]] Effect read_effect(const TomlTable& table, bool value_follows = false);
/// Reads one value of a quantity: number, [low, high], formula table, "not-regulated", "unknown", "existing", use
/// codes. `unit_name` "" = none written.
[[nodiscard]] RuleValue read_value(const TomlTable& table, const toml::node& node, Quantity quantity,
                                   const std::string& unit_name);
/// Reads `otherwise` of a conditional value: a number or [low, high] in the same unit, no looser than the value. Empty
/// when there is none.
[[nodiscard]] std::optional<Limit> read_otherwise(const TomlTable& table, const Effect& effect,
                                                  const std::string& unit_name);
/// A half-open interval: [from, below] or { from = …, below = … }; inf leaves an end open.
[[nodiscard]] Interval read_interval(const TomlTable& table, const char* key, const toml::node& node);
/// Kinds of overlays that every plan may have; its own are named by [[overlay_kind]].
[[nodiscard]] const std::vector<std::string>& overlay_kinds();
/// Reads one [[use]].
[[nodiscard]] UseCode read_use(const TomlTable& table);
/// Reads one [[overlay_kind]].
[[nodiscard]] OverlayKind read_overlay_kind(const TomlTable& table);
/// A whole rules text whose lines stand for `places`.
[[nodiscard]] RuleSet parse_rules_at(std::string_view toml, const RulePlaces& places);
/// Everything of a [[rule]] or [[table]] but applies and effect.
[[nodiscard]] Rule read_head(const TomlTable& table);
/// Keys of read_head.
[[nodiscard]] std::vector<std::string> head_keys();
/// Turns one [[table]] into a rule per cell.
void read_rule_table(const TomlTable& table, const std::vector<std::string>& overlay_kinds, std::vector<Rule>& rules);

} // namespace didban
