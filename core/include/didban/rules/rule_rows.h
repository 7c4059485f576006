#pragma once
#include "didban/rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A table of a database as text: "" = null. Numbers as written, dates as ISO text.
struct RuleRows {
    struct Row {
        std::int64_t id{}; ///< stands in messages: the fid
        std::vector<std::string> cells;
    };
    std::vector<std::string> columns;
    std::vector<Row> rows;
};

/// The tables that hold a plan's rules.
struct RuleTables {
    RuleRows rules;                     ///< one rule per row: table "rules"
    std::optional<RuleRows> plan, uses; ///< tables "plan" (one row) and "uses"
    std::optional<RuleRows> overlay_kinds{};
};

/// The rules of a plan that stand in tables: same fields, same checks, same answers as rules.toml
/// (docs/rules-format.md). Throws Error{Configuration} "source, table rules, row 12: …, write …".
[[nodiscard]] RuleSet parse_rule_tables(const RuleTables& tables, const std::string& source);

/// The same rules as tables, in canonical units, one row per rule (a [[table]] gives a row per cell) and only columns
/// that some rule fills. parse_rule_tables() of it answers like the rules themselves.
[[nodiscard]] RuleTables to_rule_tables(const RuleSet& rules);

/// A text as a TOML string on one line, quotes included.
[[nodiscard]] std::string quoted_toml(const std::string& text);

} // namespace didban
