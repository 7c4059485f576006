#include "pipelines/check/check_plan.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/text.h"
#include "didban/geo/overlay.h"
#include "didban/rules/rule_set.h"
#include "pipelines/plan/load_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace didban {

namespace {

/// Zone codes of the plan: matching key → as written.
using ZoneCodes = std::map<std::string, std::string>;

/// The column of a row as text; "" when the layer has no such column.
std::string cell(const FeatureSource& source, const Feature& feature, std::string_view column)
{
    const auto& fields = source.fields();
    const auto at = std::find(fields.begin(), fields.end(), column);
    return at == fields.end() ? std::string{} : as_text(feature.values[static_cast<std::size_t>(at - fields.begin())]);
}

void check_period(const FeatureSource& source, const Feature& feature, const std::string& where, ProblemTally& tally)
{
    std::array<std::optional<Date>, 2> days;
    for (std::size_t i = 0; i < days.size(); ++i)
        if (const std::string text = cell(source, feature, i == 0 ? "valid_from" : "valid_to"); !text.empty()) {
            const auto parsed = parse_record_date(text, Calendar::Auto);
            parsed ? void(days[i] = parsed->date) : tally.add("plan.date", where + ": " + text);
        }
    if (days[0] && days[1] && !(*days[0] < *days[1]))
        tally.add("plan.period", where + ": " + days[0]->iso() + " to " + days[1]->iso());
}

void check_layer(const DataAccess& data, const City& city, const std::string& layer, ProblemTally& tally,
                 ZoneCodes* zones)
{
    FeatureQuery query{.source = city.plan_source, .layer = layer, .fields = {}, .encoding = {}, .area = {}};
    auto source = data.open_features(query);
    if (zones != nullptr &&
        std::find(source->fields().begin(), source->fields().end(), "zone") == source->fields().end()) {
        query.fields = {"zone"};
        source = data.open_features(query); // says what is missing
    }
    if (!source->crs().known())
        tally.add("plan.crs_missing", layer);
    Feature feature;
    for (std::int64_t row = 1; source->next(feature); ++row) {
        const std::string where = layer + " row " + std::to_string(row);
        if (!feature.geometry.polygons.empty())
            if (const std::string reason = overlay::invalid_reason(feature.geometry.polygons); !reason.empty())
                tally.add("plan.geometry.invalid", where + ": " + reason);
        check_period(*source, feature, where, tally);
        if (zones != nullptr) {
            const std::string code = cell(*source, feature, "zone");
            zones->emplace(text::matching_key(code), code);
        }
    }
}

ZoneCodes check_layers(const DataAccess& data, const City& city, ProblemTally& tally)
{
    ZoneCodes zones;
    std::vector<std::string> present;
    try {
        present = data.layers(city.plan_source);
    } catch (const Error& e) {
        tally.add("plan.unreadable", e.what());
        return zones;
    }
    for (const char* layer : {"zones", "overlays", "streets"}) {
        if (std::find(present.begin(), present.end(), layer) == present.end()) {
            tally.add("plan.layer_missing", layer);
            continue;
        }
        try {
            check_layer(data, city, layer, tally, std::string_view(layer) == "zones" ? &zones : nullptr);
        } catch (const Error& e) {
            tally.add("plan.unreadable", e.what());
        }
    }
    zones.erase("");
    return zones;
}

std::string described(const RuleGap& gap, const ZoneCodes& zones)
{
    std::ostringstream text;
    const auto written = zones.find(gap.zone);
    text << (gap.zone.empty() ? "all zones" : "zone " + (written == zones.end() ? gap.zone : written->second)) << ": "
         << name(gap.quantity) << " for " << name(gap.fact) << " from " << gap.band.from << " to " << gap.band.below;
    return text.str();
}

void check_rules(const DataAccess& data, const RulesPlace& place, const ZoneCodes& zones, ProblemTally& tally)
{
    std::optional<RuleSet> rules;
    try {
        rules = load_rules(data, place);
    } catch (const Error& e) {
        tally.add("plan.rules_unreadable", e.what());
        return;
    }
    for (const RuleGap& gap : rules->gaps())
        tally.add("plan.rules_gap", described(gap, zones));
    if (zones.empty())
        return;
    std::set<std::string> ruled;
    bool everywhere = false; // some rule holds in every zone
    for (const Rule& rule : rules->rules()) {
        ruled.insert(rule.applies.zones.begin(), rule.applies.zones.end());
        everywhere =
            everywhere || (rule.applies.zones.empty() && rule.applies.parcels.empty() && !rule.applies.needs_overlay());
    }
    for (const auto& [key, code] : zones)
        if (!everywhere && ruled.count(key) == 0)
            tally.add("plan.rules_missing", code);
    for (const std::string& zone : ruled)
        if (zones.count(zone) == 0)
            tally.add("plan.rules_unused", zone);
}

} // namespace

void check_plan(const DataAccess& data, const City& city, ProblemTally& tally)
{
    if (city.plan_source.empty() && city.plan_rules.empty()) {
        tally.add("plan.none", "");
        return;
    }
    const ZoneCodes zones = city.plan_source.empty() ? ZoneCodes{} : check_layers(data, city, tally);
    if (city.plan_source.empty())
        tally.add("plan.layer_missing", "zones");
    RulesPlace place;
    try {
        place = find_rules(data, city);
    } catch (const Error&) {
        place.path = city.plan_rules; // the plan's source cannot be opened, which was told above
    }
    if (place.both)
        tally.add("plan.rules_twice", city.plan_source);
    if (place.path.empty())
        tally.add("plan.rules_none", "");
    else
        check_rules(data, place, zones, tally);
}

} // namespace didban
