#include "didban/rules/rule_rows.h"

#include "didban/base/text.h"
#include "didban/base/toml_depth.h"
#include "read_parts.h"
#include "rule_names.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace didban {

namespace {

/// How the text of a cell becomes a value.
enum class Cell { Text, Number, Truth, List, Fragment, Value };
struct Column {
    std::string name;
    const char* part; ///< table of the rule that holds it; "" = the rule itself
    std::string key;  ///< in that table
    Cell cell;
    const char* end{""}; ///< "from" or "below" of an interval in two columns
};

const std::vector<Column>& rule_columns()
{
    static const std::vector<Column> columns = [] {
        std::vector<Column> all;
        const auto add = [&](const char* part, Cell cell, std::initializer_list<const char*> names) {
            for (const char* name : names)
                all.push_back({name, part, name, cell});
        };
        add("", Cell::Text,
            {"id", "level", "status", "approved_by", "approval_no", "valid_from", "valid_to", "recorded_from",
             "recorded_to"});
        add("", Cell::Number, {"version"});
        add("", Cell::List, {"overrides"});
        add("source", Cell::Text, {"document", "article", "clause", "note", "uri", "sha256", "quote_fa"});
        add("source", Cell::Number, {"page"});
        add("applies", Cell::List,
            {"zone", "district", "use", "use_approved", "use_permitted", "use_governing", "side", "building_kind",
             "jurisdiction", "parcel", "overlay", "overlay_id", "degree"});
        add("applies", Cell::Number, {"within_m"});
        add("applies", Cell::Truth, {"corner"});
        add("applies", Cell::Fragment, {"given", "permit_issued"});
        for (const std::string& fact : words::numeric_fact.all()) {
            all.push_back({fact, "applies", fact, Cell::Fragment});
            all.push_back({fact + "_from", "applies", fact, Cell::Number, "from"});
            all.push_back({fact + "_below", "applies", fact, Cell::Number, "below"});
        }
        all.push_back({"permit_issued_from", "applies", "permit_issued", Cell::Text, "from"});
        all.push_back({"permit_issued_below", "applies", "permit_issued", Cell::Text, "below"});
        add("effect", Cell::Text,
            {"quantity", "combinator", "unit", "base", "height_reference", "height_top", "body", "condition",
             "condition_fa"});
        add("effect", Cell::Number, {"cut_angle_deg"});
        add("effect", Cell::Value, {"value", "otherwise"});
        return all;
    }();
    return columns;
}

std::vector<Column> text_columns(std::initializer_list<const char*> names)
{
    std::vector<Column> all;
    for (const char* name : names)
        all.push_back({name, "", name, Cell::Text});
    return all;
}

std::string trimmed(const std::string& text)
{
    const auto from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? std::string{} : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

/// A number as rules.toml writes it, or nothing.
std::optional<std::string> as_number(const std::string& text)
{
    if (text == "inf" || text == "-inf")
        return text;
    if (text.find_first_not_of("0123456789+-.eE") != std::string::npos)
        return std::nullopt;
    try {
        const toml::table parsed = toml::parse("x = " + text);
        return parsed["x"].is_number() ? std::optional(text) : std::nullopt;
    } catch (const toml::parse_error&) {
        return std::nullopt;
    }
}

/// A list, interval or formula in the notation of rules.toml. It must be one value and nothing else: what a cell holds
/// can never become a key of the rule.
bool is_one_value(const std::string& text)
{
    if (text.find_first_of("\r\n") != std::string::npos)
        return false;
    try {
        check_toml_depth(text, "cell");
        const toml::table parsed = toml::parse("t = { x = " + text + ", y = 1 }");
        const toml::table* t = parsed["t"].as_table();
        return parsed.size() == 1 && t && t->size() == 2 && (*t)["x"] && (*t)["y"].value<int>() == 1;
    } catch (const Error&) { // nests deeper than any value
        return false;
    } catch (const toml::parse_error&) {
        return false;
    }
}

class RowWriter {
public:
    explicit RowWriter(std::string source) : source_(std::move(source)) {}

    void check_columns(const RuleRows& table, const std::string& name, const std::vector<Column>& known) const
    {
        std::vector<std::string> names;
        for (const Column& column : known)
            names.push_back(column.name);
        for (const std::string& column : table.columns)
            if (std::find(names.begin(), names.end(), column) == names.end())
                throw Error(ErrorKind::Configuration, source_ + ", table " + name + ": column " + in_quotes(column) +
                                                          " is not known" + suggestion(column, names));
    }

    /// One line: the row as an inline table.
    void add_row(const std::string& name, const RuleRows& table, const RuleRows::Row& row,
                 const std::vector<Column>& known, const char* before, const char* after)
    {
        place_ = "table " + name + ", row " + std::to_string(row.id);
        std::map<std::string, std::string> parts, intervals;
        for (const Column& column : known) {
            const auto at = std::find(table.columns.begin(), table.columns.end(), column.name);
            if (at == table.columns.end())
                continue;
            const std::string text = trimmed(row.cells.at(static_cast<std::size_t>(at - table.columns.begin())));
            if (text.empty())
                continue;
            const std::string value = written(column, text);
            if (*column.end != '\0')
                intervals[column.key] +=
                    (intervals[column.key].empty() ? "" : ", ") + std::string(column.end) + " = " + value;
            else
                add_key(parts[column.part], column.key, value);
            if (column.cell == Cell::Fragment)
                whole_.push_back(column.key);
        }
        for (const auto& [key, ends] : intervals) {
            if (std::find(whole_.begin(), whole_.end(), key) != whole_.end())
                fail("columns " + key + " and " + key + "_from, " + key + "_below say the same; keep one of them");
            add_key(parts["applies"], key, "{ " + ends + " }");
        }
        whole_.clear();
        std::string line = parts[""];
        for (const char* part : {"source", "applies", "effect"})
            if (!parts[part].empty())
                add_key(line, part, "{ " + parts[part] + " }");
        add_line(before + ("{ " + line + " }") + after);
        rows_[lines_] = place_;
    }
    void add_line(const std::string& line)
    {
        text_ += line + "\n";
        ++lines_;
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] RulePlaces places() const { return {source_, rows_}; }
    [[noreturn]] void fail(const std::string& message) const
    {
        throw Error(ErrorKind::Configuration, source_ + ", " + place_ + ": " + message);
    }

private:
    static void add_key(std::string& to, const std::string& key, const std::string& value)
    {
        to += (to.empty() ? "" : ", ") + key + " = " + value;
    }
    [[nodiscard]] std::string fragment(const Column& column, const std::string& text) const
    {
        if (!is_one_value(text))
            fail("column " + column.name + ": " + in_quotes(text) +
                 " is not one value in the notation of rules.toml; write for example " +
                 (column.name == "given"      ? "{ floors = [4, 6] }"
                  : column.cell == Cell::List ? "a; b"
                                              : "[8, 12]"));
        return text;
    }
    [[nodiscard]] static std::string list(const std::string& text)
    {
        std::string out, one;
        const std::string persian = "؛";
        for (std::size_t i = 0; i <= text.size(); ++i) {
            const bool semicolon = i < text.size() && text.compare(i, persian.size(), persian) == 0;
            if (i == text.size() || text[i] == ';' || semicolon) {
                if (const std::string word = trimmed(one); !word.empty())
                    out += (out.empty() ? "" : ", ") + quoted_toml(word);
                one.clear();
                i += semicolon ? persian.size() - 1 : 0;
            } else {
                one += text[i];
            }
        }
        return "[" + out + "]";
    }
    [[nodiscard]] std::string written(const Column& column, const std::string& text) const
    {
        switch (column.cell) {
        case Cell::Text:
            return quoted_toml(text);
        case Cell::Number:
            return as_number(text).value_or(quoted_toml(text));
        case Cell::Truth:
            return text == "1" || text == "true"    ? "true"
                   : text == "0" || text == "false" ? "false"
                                                    : quoted_toml(text);
        case Cell::List:
            return text.front() == '[' ? fragment(column, text) : list(text);
        case Cell::Fragment:
            return fragment(column, text);
        case Cell::Value:
            break;
        }
        if (text.front() == '[' || text.front() == '{')
            return fragment(column, text);
        if (text.find(';') != std::string::npos || text.find("؛") != std::string::npos)
            return list(text);
        return as_number(text).value_or(quoted_toml(text));
    }

    std::string source_, place_, text_;
    std::map<int, std::string> rows_;
    std::vector<std::string> whole_;
    int lines_{0};
};

} // namespace

RuleSet parse_rule_tables(const RuleTables& tables, const std::string& source)
{
    RowWriter writer(source);
    if (tables.plan) {
        auto columns = text_columns({"id", "title", "title_fa", "level", "recorded", "plot_area"});
        columns.push_back({"storey_height_m", "", "storey_height_m", Cell::Number});
        writer.check_columns(*tables.plan, "plan", columns);
        if (tables.plan->rows.size() > 1)
            throw Error(ErrorKind::Configuration, source + ", table plan: holds " +
                                                      std::to_string(tables.plan->rows.size()) +
                                                      " rows; a plan has one, other plans stand in files of their own");
        for (const RuleRows::Row& row : tables.plan->rows)
            writer.add_row("plan", *tables.plan, row, columns, "plan = ", "");
    }
    writer.check_columns(tables.rules, "rules", rule_columns());
    writer.add_line("rule = [");
    for (const RuleRows::Row& row : tables.rules.rows)
        writer.add_row("rules", tables.rules, row, rule_columns(), "", ",");
    writer.add_line("]");
    if (tables.uses) {
        const auto columns = text_columns({"local", "national", "hilucs", "name_en", "name_fa"});
        writer.check_columns(*tables.uses, "uses", columns);
        writer.add_line("use = [");
        for (const RuleRows::Row& row : tables.uses->rows)
            writer.add_row("uses", *tables.uses, row, columns, "", ",");
        writer.add_line("]");
    }
    if (tables.overlay_kinds) {
        const auto columns = text_columns({"kind", "name_en", "name_fa"});
        writer.check_columns(*tables.overlay_kinds, "overlay_kinds", columns);
        writer.add_line("overlay_kind = [");
        for (const RuleRows::Row& row : tables.overlay_kinds->rows)
            writer.add_row("overlay_kinds", *tables.overlay_kinds, row, columns, "", ",");
        writer.add_line("]");
    }
    return parse_rules_at(writer.text(), writer.places());
}

} // namespace didban
