#include "pipelines/land_use/write_rule_tables.h"

#include "pipelines/land_use/table_cells.h"

namespace didban {

namespace {

void write_table(FeatureSink& sink, const char* name, const RuleRows& table)
{
    LayerSpec spec{name, {}, {}, LayerSpec::Kind::None};
    for (const std::string& column : table.columns)
        spec.fields.push_back({column, FieldType::Text});
    sink.begin_layer(spec);
    for (const RuleRows::Row& row : table.rows) {
        Feature feature;
        for (const std::string& cell : row.cells)
            feature.values.push_back(text_cell(cell));
        sink.write(feature);
    }
}

} // namespace

void write_rule_tables(FeatureSink& sink, const RuleTables& tables)
{
    write_table(sink, "rules", tables.rules);
    if (tables.plan)
        write_table(sink, "plan", *tables.plan);
    if (tables.uses)
        write_table(sink, "uses", *tables.uses);
    if (tables.overlay_kinds)
        write_table(sink, "overlay_kinds", *tables.overlay_kinds);
}

} // namespace didban
