#include "pipelines/plan/load_rules.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
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
    return parse_rule_tables(tables, place.path);
}

} // namespace didban
