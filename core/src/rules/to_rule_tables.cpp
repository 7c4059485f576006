#include "didban/base/number_text.h"
#include "didban/rules/rule_rows.h"

#include "rule_names.h"

#include <cmath>

namespace didban {

namespace {

using Cells = std::vector<std::pair<std::string, std::string>>;

std::string number(double x)
{
    if (std::isinf(x))
        return x > 0 ? "inf" : "-inf";
    return text::exact(x);
}

std::string list(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : ", ") + quoted_toml(word);
    return words.empty() ? std::string{} : "[" + out + "]";
}

std::string interval(const Interval& i)
{
    return "[" + number(i.from) + ", " + number(i.below) + "]";
}

std::string day(const std::optional<Date>& date)
{
    return date ? date->iso() : std::string{};
}

std::string limit_text(const Limit& limit)
{
    return limit.exact() ? number(limit.low) : "[" + number(limit.low) + ", " + number(limit.high) + "]";
}

std::string value_text(const RuleValue& v)
{
    switch (v.kind) {
    case RuleValue::Kind::None:
        return {};
    case RuleValue::Kind::Number:
    case RuleValue::Kind::Range:
        return limit_text({v.low, v.high});
    case RuleValue::Kind::NotRegulated:
        return "not-regulated";
    case RuleValue::Kind::Unknown:
        return "unknown";
    case RuleValue::Kind::Existing:
        return "existing";
    case RuleValue::Kind::Uses:
        return v.uses.empty() ? "[]" : list(v.uses);
    case RuleValue::Kind::Formula:
        break;
    }
    std::vector<std::string> terms;
    for (const NumericFact fact : v.formula.facts)
        terms.emplace_back(name(fact));
    for (const Quantity q : v.formula.limits)
        terms.emplace_back(name(q));
    return "{ product = " + list(terms) + ", factor = " + number(v.formula.factor) +
           ", plus = " + number(v.formula.plus) + " }";
}

void add_applies(const Applies& a, Cells& cells)
{
    cells.insert(cells.end(), {{"zone", list(a.zones)},
                               {"district", list(a.districts)},
                               {"use_approved", list(a.uses_approved)},
                               {"use_permitted", list(a.uses_permitted)},
                               {"use_governing", list(a.uses_governing)},
                               {"side", list(a.sides)},
                               {"building_kind", list(a.kinds)},
                               {"jurisdiction", list(a.jurisdictions)},
                               {"parcel", list(a.parcels)},
                               {"overlay", list(a.overlays)},
                               {"overlay_id", list(a.overlay_ids)},
                               {"degree", list(a.degrees)},
                               {"within_m", a.within_m > 0 ? number(a.within_m) : std::string{}},
                               {"corner", a.corner ? (*a.corner ? "true" : "false") : std::string{}}});
    for (const auto& [fact, band] : a.intervals)
        cells.emplace_back(name(fact), interval(band));
    std::string given;
    for (const auto& [q, band] : a.given)
        given += (given.empty() ? "" : ", ") + std::string(name(q)) + " = " + interval(band);
    cells.emplace_back("given", given.empty() ? given : "{ " + given + " }");
    cells.emplace_back("permit_issued_from", day(a.permit_from));
    cells.emplace_back("permit_issued_below", day(a.permit_below));
}

Cells cells_of(const Rule& rule)
{
    Cells cells{{"id", rule.id},
                {"version", std::to_string(rule.version)},
                {"level", std::string(name(rule.level))},
                {"status", std::string(name(rule.status))},
                {"document", rule.source.document},
                {"article", rule.source.article},
                {"clause", rule.source.clause},
                {"note", rule.source.note},
                {"page", rule.source.page ? std::to_string(*rule.source.page) : std::string{}},
                {"uri", rule.source.uri},
                {"sha256", rule.source.sha256},
                {"quote_fa", rule.source.quote_fa},
                {"approved_by", rule.approved_by},
                {"approval_no", rule.approval_no},
                {"valid_from", day(rule.valid_from)},
                {"valid_to", day(rule.valid_to)},
                {"recorded_from", day(rule.recorded_from)},
                {"recorded_to", day(rule.recorded_to)},
                {"overrides", list(rule.overrides)}};
    add_applies(rule.applies, cells);
    const Effect& e = rule.effect;
    const bool numeric = e.value.kind == RuleValue::Kind::Number || e.value.kind == RuleValue::Kind::Range ||
                         e.value.kind == RuleValue::Kind::Formula;
    cells.insert(cells.end(), {{"quantity", std::string(name(e.quantity))},
                               {"combinator", std::string(name(e.combinator))},
                               {"value", value_text(e.value)},
                               {"unit", numeric ? std::string(unit(e.quantity)) : std::string{}},
                               {"base", std::string(name(e.base))},
                               {"height_reference", std::string(name(e.height_reference))},
                               {"height_top", std::string(name(e.height_top))},
                               {"cut_angle_deg", e.cut_angle_deg ? number(*e.cut_angle_deg) : std::string{}},
                               {"body", e.body},
                               {"condition", e.condition},
                               {"condition_fa", e.condition_fa},
                               {"otherwise", e.otherwise ? limit_text(*e.otherwise) : std::string{}}});
    return cells;
}

/// Rows of named cells as a table: columns in the order in which they first hold something.
RuleRows as_table(const std::vector<Cells>& all)
{
    RuleRows table;
    std::map<std::string, std::size_t> at;
    for (const Cells& cells : all)
        for (const auto& [column, text] : cells)
            if (!text.empty() && at.emplace(column, table.columns.size()).second)
                table.columns.push_back(column);
    for (const Cells& cells : all) {
        RuleRows::Row row{static_cast<std::int64_t>(table.rows.size()) + 1,
                          std::vector<std::string>(table.columns.size())};
        for (const auto& [column, text] : cells)
            if (!text.empty())
                row.cells[at.at(column)] = text;
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

std::string quoted_toml(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else if (byte < 0x20 || byte == 0x7F) {
            constexpr const char* digits = "0123456789ABCDEF";
            out += std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
        } else
            out += c;
    }
    return out + "\"";
}

RuleTables to_rule_tables(const RuleSet& rules)
{
    std::vector<Cells> rule_cells, use_cells, kind_cells;
    for (const Rule& rule : rules.rules())
        rule_cells.push_back(cells_of(rule));
    for (const UseCode& use : rules.uses())
        use_cells.push_back({{"local", use.local},
                             {"national", use.national},
                             {"hilucs", use.hilucs},
                             {"name_en", use.name_en},
                             {"name_fa", use.name_fa}});
    for (const OverlayKind& kind : rules.overlay_kinds())
        kind_cells.push_back({{"kind", kind.kind}, {"name_en", kind.label.en}, {"name_fa", kind.label.fa}});
    RuleTables tables{as_table(rule_cells), {}, {}};
    if (const PlanTitle& plan = rules.plan(); !plan.id.empty())
        tables.plan =
            as_table({{{"id", plan.id},
                       {"title", plan.title},
                       {"title_fa", plan.title_fa},
                       {"recorded", day(plan.recorded)},
                       {"plot_area", plan.plot_area == PlotAreaBasis::AfterWidening ? "after_widening" : "measured"},
                       {"storey_height_m", plan.storey_height_m ? number(*plan.storey_height_m) : std::string{}}}});
    if (!use_cells.empty())
        tables.uses = as_table(use_cells);
    if (!kind_cells.empty())
        tables.overlay_kinds = as_table(kind_cells);
    return tables;
}

} // namespace didban
