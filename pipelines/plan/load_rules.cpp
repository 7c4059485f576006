#include "pipelines/plan/load_rules.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/crypto/sha256.h"
#include "didban/rules/rule_rows.h"

#include <algorithm>

namespace didban {

namespace {

bool is_data_source(const std::string& path)
{
    const std::string lower = text::matching_key(path);
    return lower.ends_with(".gpkg") || lower.ends_with(".sqlite") || lower.starts_with("pg:");
}

bool has(const std::vector<std::string>& layers, const char* name)
{
    return std::find(layers.begin(), layers.end(), name) != layers.end();
}

RuleRows read_rows(const DataAccess& data, const std::string& source, const char* layer)
{
    const auto table = data.open_features(
        {.source = source, .layer = layer, .fields = {}, .encoding = {}, .area = {}, .geometry = false});
    RuleRows rows;
    rows.columns = table->fields();
    Feature feature;
    while (table->next(feature)) {
        RuleRows::Row row{feature.fid, {}};
        for (const FieldValue& value : feature.values)
            row.cells.push_back(as_text(value));
        rows.rows.push_back(std::move(row));
    }
    return rows;
}

/// Every filled cell of a row with the name of its column, in an order that neither table nor file decides.
std::string meaning_of(const RuleRows& table, const RuleRows::Row& row)
{
    std::vector<std::pair<std::string_view, std::string_view>> filled;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!row.cells[i].empty())
            filled.emplace_back(table.columns[i], row.cells[i]);
    std::sort(filled.begin(), filled.end());
    std::string meaning;
    for (const auto& [column, cell] : filled)
        (meaning += column).append(1, '\0').append(cell).append(1, '\0');
    return meaning;
}

} // namespace

RulesPlace find_rules(const DataAccess& data, const City& city)
{
    if (city.plan_source.empty())
        return {city.plan_rules, is_data_source(city.plan_rules), false};
    const bool in_source = has(data.layers(city.plan_source), "rules");
    if (city.plan_rules.empty())
        return {in_source ? city.plan_source : std::string{}, in_source, false};
    return {city.plan_rules, is_data_source(city.plan_rules), in_source && city.plan_rules != city.plan_source};
}

RuleSet load_rules(const DataAccess& data, const RulesPlace& place)
{
    if (place.path.empty())
        return {};
    if (!place.tables)
        return read_rules(place.path);
    const std::vector<std::string> layers = data.layers(place.path);
    if (!has(layers, "rules"))
        throw Error(ErrorKind::Configuration,
                    place.path + ": holds no table \"rules\"; [plan] rules names a rules.toml or a data source with "
                                 "that table (docs/rules-format.md)");
    RuleTables tables{read_rows(data, place.path, "rules"), {}, {}};
    if (has(layers, "plan"))
        tables.plan = read_rows(data, place.path, "plan");
    if (has(layers, "uses"))
        tables.uses = read_rows(data, place.path, "uses");
    if (has(layers, "overlay_kinds"))
        tables.overlay_kinds = read_rows(data, place.path, "overlay_kinds");
    return parse_rule_tables(tables, place.path);
}

std::string rules_digest(const RuleSet& rules)
{
    const RuleTables tables = to_rule_tables(rules);
    Sha256 hash;
    bool said = false;
    for (const RuleRows* table :
         {tables.plan ? &*tables.plan : nullptr, tables.uses ? &*tables.uses : nullptr, &tables.rules}) {
        if (table) {
            std::vector<std::string> rows;
            for (const RuleRows::Row& row : table->rows)
                rows.push_back(meaning_of(*table, row));
            std::sort(rows.begin(), rows.end());
            said |= !rows.empty();
            for (const std::string& row : rows)
                hash.add(row + '\n');
        }
        hash.add("\f");
    }
    return said ? hash.finish_hex() : std::string{};
}

} // namespace didban
