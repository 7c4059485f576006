#include "pipelines/land_use/land_use_rules.h"

#include "didban/rules/rule_rows.h"

namespace didban {

namespace {

std::string line(const char* key, const std::string& text)
{
    return text.empty() ? std::string{} : std::string(key) + " = " + quoted_toml(text) + "\n";
}

} // namespace

void LandUseRules::add(const std::string& id, const std::string& applies, const ZoneValues& values)
{
    const PlannedStanding& s = values.standing;
    for (const PlannedEffect& effect : values.effects) {
        const std::string base = id + "-" + std::string(name(effect.quantity));
        const int count = ++ids_[base];
        rules_ += "\n[[rule]]\nid = " + quoted_toml(count == 1 ? base : base + "-" + std::to_string(count)) +
                  "\nlevel = " + quoted_toml(options_.level) + "\nsource = { document = " + quoted_toml(s.document) +
                  (s.uri.empty() ? "" : ", uri = " + quoted_toml(s.uri)) + " }\nvalid_from = " + s.valid_from->iso() +
                  (s.valid_to ? "\nvalid_to = " + s.valid_to->iso() : "") + "\napplies = { " + applies +
                  " }\neffect = { " + effect.toml + " }\n";
    }
}

void LandUseRules::add_zones(const ZoneCodes& zones)
{
    for (const auto& [land_use, sets] : zones.values())
        for (const ZoneValues& values : sets) {
            const std::string code = zones.zone_code(land_use, values.key());
            add(code, "zone = [" + quoted_toml(code) + "]", values);
        }
}

void LandUseRules::add_overlays(const std::vector<std::pair<std::string, ZoneValues>>& overlays)
{
    std::vector<std::string> order;
    std::map<std::string, std::pair<std::vector<std::string>, const ZoneValues*>> equal;
    for (const auto& [id, values] : overlays) {
        auto& group = equal[values.key()];
        if (!group.second) {
            group.second = &values;
            order.push_back(values.key());
        }
        group.first.push_back(id);
    }
    for (const std::string& key : order) {
        const auto& [ids, values] = equal.at(key);
        std::string list;
        for (const std::string& id : ids)
            list += (list.empty() ? "" : ", ") + quoted_toml(id);
        add(ids.front(), "overlay_id = [" + list + "]", *values);
    }
}

void LandUseRules::add_uses(const std::vector<UseCode>& uses)
{
    for (const UseCode& use : uses)
        uses_ += "\n[[use]]\nlocal = " + quoted_toml(use.local) + "\n" + line("national", use.national) +
                 line("hilucs", use.hilucs) + line("name_en", use.name_en) + line("name_fa", use.name_fa);
}

void LandUseRules::add_overlay_kinds(const std::vector<OverlayKind>& kinds)
{
    for (const OverlayKind& kind : kinds)
        kinds_ += "\n[[overlay_kind]]\nkind = " + quoted_toml(kind.kind) + "\n" + line("name_en", kind.label.en) +
                  line("name_fa", kind.label.fa);
}

std::string LandUseRules::toml(const std::string& source) const
{
    const PluObject* plan = plans_.only_plan();
    const std::string id = !options_.plan_id.empty() ? options_.plan_id : plan ? plan->id : "imported";
    const std::string file = source.substr(source.find_last_of('/') + 1);
    std::string head = "# Made from " + quoted_toml(file) +
                       " by didban import-plan. Review before use.\n[plan]\nid = " + quoted_toml(id) + "\n";
    if (plan && !plan->names.empty())
        head += line("title", plan->names.front());
    if (plan && plan->recorded)
        head += "recorded = " + plan->recorded->iso() + "\n";
    return head + uses_ + kinds_ + rules_;
}

} // namespace didban
