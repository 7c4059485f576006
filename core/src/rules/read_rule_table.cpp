#include "didban/base/number_text.h"
#include "read_parts.h"

#include "didban/base/text.h"
#include "rule_names.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// One axis of a table: bands of a number, or values of a word.
struct Axis {
    std::string fact;
    std::vector<double> edges;      ///< bands are [edges[i], edges[i+1])
    std::vector<std::string> words; ///< zone or district codes
    [[nodiscard]] std::size_t size() const { return words.empty() ? edges.size() - 1 : words.size(); }
    [[nodiscard]] std::string label(std::size_t i) const
    {
        return words.empty() ? "[" + text::significant(edges[i], 10) + "," + text::significant(edges[i + 1], 10) + ")"
                             : words[i];
    }
};

Axis read_axis(const TomlTable& t, const char* key)
{
    const auto axis_table = t.table(key);
    if (!axis_table)
        t.fail_here(in_quotes(key) + " is missing; write " + key +
                    " = { fact = \"passage_width_m\", edges = [0, 8, 12, inf] }");
    axis_table->only({"fact", "edges", "values"});
    Axis axis;
    axis.fact = axis_table->required_text("fact");
    const bool is_word = axis.fact == "zone" || axis.fact == "district";
    if (is_word) {
        axis.words = axis_table->texts("values");
        if (axis.words.empty())
            axis_table->fail_here("an axis of " + axis.fact + " needs values = [\"…\", …]");
        return axis;
    }
    std::vector<std::string> choices = words::numeric_fact.all();
    choices.insert(choices.end(), {"zone", "district"});
    const auto q = quantity(axis.fact);
    if (!numeric_fact(axis.fact) && !(q && !is_use_list(*q)))
        axis_table->fail("fact", "fact " + in_quotes(axis.fact) + " is not known" + suggestion(axis.fact, choices));
    const toml::node* edges = axis_table->find("edges");
    const toml::array* array = edges ? edges->as_array() : nullptr;
    if (!array || array->size() < 2)
        axis_table->fail("edges", "an axis of " + axis.fact + " needs edges = [a, b, …], at least two numbers");
    for (const toml::node& one : *array) {
        const auto edge = one.is_number() ? one.value<double>() : std::nullopt;
        if (!edge || std::isnan(*edge) || (!axis.edges.empty() && *edge <= axis.edges.back()))
            axis_table->fail("edges", "edges must be ascending numbers");
        axis.edges.push_back(*edge);
    }
    return axis;
}

void restrict_to(Applies& a, const Axis& axis, std::size_t i)
{
    if (axis.fact == "zone")
        a.zones = {text::matching_key(axis.words[i])};
    else if (axis.fact == "district")
        a.districts = {text::matching_key(axis.words[i])};
    else if (const auto fact = numeric_fact(axis.fact))
        a.intervals.emplace_back(*fact, Interval{axis.edges[i], axis.edges[i + 1]});
    else
        a.given.emplace_back(*quantity(axis.fact), Interval{axis.edges[i], axis.edges[i + 1]});
}

/// A cell: the value itself, or { value = …, condition = "…", otherwise = … } for one with a footnote.
void read_cell(const TomlTable& t, const toml::node& node, const std::string& unit_name, Effect& effect)
{
    const toml::table* table = node.as_table();
    if (!table || table->contains("product")) {
        effect.value = read_value(t, node, effect.quantity, unit_name);
        return;
    }
    const TomlTable cell(t.file(), *table, t.what());
    cell.only({"value", "condition", "condition_fa", "otherwise"});
    const toml::node* value = cell.find("value");
    if (!value)
        cell.fail_here("a cell with a condition needs its value; write { value = …, condition = \"…\" }");
    effect.value = read_value(t, *value, effect.quantity, unit_name);
    effect.condition = cell.text("condition");
    effect.condition_fa = cell.text("condition_fa");
    effect.otherwise = read_otherwise(cell, effect, unit_name);
}

} // namespace

void read_rule_table(const TomlTable& t, const std::vector<std::string>& overlay_kinds, std::vector<Rule>& rules)
{
    std::vector<std::string> keys = head_keys();
    keys.insert(keys.end(), {"applies", "effect", "rows", "columns", "cells"});
    t.only(keys);
    const Rule head = [&] {
        Rule rule = read_head(t);
        if (const auto applies = t.table("applies"))
            rule.applies = read_applies(*applies, overlay_kinds);
        const auto effect = t.table("effect");
        if (!effect)
            t.fail_here("\"effect\" is missing; write effect = { quantity = \"…\", combinator = \"…\", unit = \"…\" }");
        rule.effect = read_effect(*effect, true);
        if (rule.effect.value.kind == RuleValue::Kind::None && !effect->has("unit") &&
            !is_use_list(rule.effect.quantity))
            effect->fail_here("a table needs the unit of its cells; write unit = " +
                              list_choices(accepted_units(rule.effect.quantity)));
        return rule;
    }();
    const std::string unit_name = t.table("effect")->text("unit");
    const Axis rows = read_axis(t, "rows");
    std::optional<Axis> columns;
    if (t.has("columns"))
        columns = read_axis(t, "columns");
    const toml::node* node = t.find("cells");
    const toml::array* cells = node ? node->as_array() : nullptr;
    const std::string shape =
        std::to_string(rows.size()) + (columns ? " rows of " + std::to_string(columns->size()) : " values");
    if (!cells || cells->size() != rows.size())
        t.fail("cells", "cells must be a list of " + shape + ", one per band of rows");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const toml::node& row = (*cells)[r];
        const toml::array* list = columns ? row.as_array() : nullptr;
        if (columns && (!list || list->size() != columns->size()))
            fail_at(t.file(), row.source(),
                    t.what() + ": row " + rows.label(r) + " must hold " + std::to_string(columns->size()) + " cells");
        for (std::size_t c = 0; c < (columns ? columns->size() : 1); ++c) {
            const toml::node& cell = columns ? (*list)[c] : row;
            Rule rule = head;
            rule.id += "/" + rows.label(r) + (columns ? "/" + columns->label(c) : "");
            rule.line = static_cast<int>(cell.source().begin.line);
            restrict_to(rule.applies, rows, r);
            if (columns)
                restrict_to(rule.applies, *columns, c);
            std::sort(rule.applies.intervals.begin(), rule.applies.intervals.end(),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
            std::sort(rule.applies.given.begin(), rule.applies.given.end(),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
            read_cell(t, cell, unit_name, rule.effect);
            rules.push_back(std::move(rule));
        }
    }
}

} // namespace didban
