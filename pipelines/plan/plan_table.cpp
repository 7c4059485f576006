#include "pipelines/plan/plan_table.h"

#include "didban/base/error.h"
#include "didban/base/text.h"
#include "pipelines/city/declared_crs.h"

#include <algorithm>

namespace didban {

bool has_plan_layer(const DataAccess& data, const City& city, const std::string& name)
{
    const TableSource table = city.plan_layer(name);
    if (table.source.empty())
        return false;
    const std::vector<std::string> layers = data.layers(table.source);
    return city.plan_layers.count(name) > 0 || std::find(layers.begin(), layers.end(), table.layer) != layers.end();
}

PlanTable::PlanTable(const DataAccess& data, const City& city, const std::string& name)
    : table_(city.plan_layer(name)),
      source_(data.open_features(
          {.source = table_.source, .layer = table_.layer, .fields = {}, .encoding = table_.encoding, .area = {}})),
      crs_(declared_crs(*source_, table_, city, city.plan_layers.count(name) > 0 ? "plan." + name : "plan"))
{
    for (const auto& [ours, column] : table_.fields)
        require(ours);
}

int PlanTable::place_of(const std::string& column) const
{
    const std::string mapped = table_.field(column);
    const std::string& wanted = mapped.empty() ? column : mapped;
    const auto& columns = source_->fields();
    auto at = std::find(columns.begin(), columns.end(), wanted);
    if (at == columns.end() && !mapped.empty())
        at = std::find_if(columns.begin(), columns.end(),
                          [&](const std::string& c) { return text::matching_key(c) == text::matching_key(wanted); });
    return at == columns.end() ? -1 : static_cast<int>(at - columns.begin());
}

std::string PlanTable::text(const Feature& feature, const std::string& column) const
{
    const int at = place_of(column);
    return at < 0 ? std::string{} : as_text(feature.values[static_cast<std::size_t>(at)]);
}

void PlanTable::require(const std::string& column) const
{
    if (has(column))
        return;
    const std::string mapped = table_.field(column);
    const std::string& wanted = mapped.empty() ? column : mapped;
    const std::string near = text::nearest(wanted, source_->fields());
    std::string all;
    for (const std::string& one : source_->fields())
        all.append(all.empty() ? "" : ", ").append(one);
    throw Error(ErrorKind::Configuration, name() + ": has no column \"" + wanted + "\"" +
                                              (near.empty() ? "." : "; did you mean \"" + near + "\"?") +
                                              " Its columns: " + all);
}

} // namespace didban
