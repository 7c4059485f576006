#include "check_plan.h"

#include "../plan/load_rules.h"
#include "didban/base/error.h"
#include "didban/base/text.h"
#include "didban/geo/overlay.h"
#include "didban/rules/rule_set.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace didban {

namespace {

/// Zone codes of the plan: matching key → as written.
using ZoneCodes = std::map<std::string, std::string>;

void check_layer(const DataAccess& data, const City& city, const std::string& layer,
                 const std::vector<std::string>& fields, ProblemTally& tally, ZoneCodes* zones)
{
    const auto source =
        data.open_features({.source = city.plan_source, .layer = layer, .fields = fields, .encoding = {}, .area = {}});
    if (!source->crs().known())
        tally.add("plan.crs_missing", layer);
    Feature feature;
    for (std::int64_t row = 1; source->next(feature); ++row) {
        if (!feature.geometry.polygons.empty())
            if (const std::string reason = overlay::invalid_reason(feature.geometry.polygons); !reason.empty())
                tally.add("plan.geometry.invalid", layer + " row " + std::to_string(row) + ": " + reason);
        if (zones != nullptr) {
            const std::string code = as_text(feature.values[0]);
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
            const bool is_zones = std::string_view(layer) == "zones";
            check_layer(data, city, layer, is_zones ? std::vector<std::string>{"zone"} : std::vector<std::string>{},
                        tally, is_zones ? &zones : nullptr);
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
