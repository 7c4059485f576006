#include "didban/rules/plan_mapping.h"

#include "didban/base/read_text_file.h"
#include "didban/base/text.h"
#include "didban/rules/rule_rows.h"
#include "parse_toml.h"
#include "read_parts.h"
#include "rule_names.h"

#include <algorithm>

namespace didban {

namespace {

/// The words of an effect that do not depend on the value, as rules.toml writes them.
std::string words_of(const Effect& e)
{
    std::string out;
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty())
            out += std::string(", ") + key + " = " + quoted_toml(value);
    };
    add("base", std::string(name(e.base)));
    add("height_reference", std::string(name(e.height_reference)));
    add("height_top", std::string(name(e.height_top)));
    add("body", e.body);
    add("condition", e.condition);
    add("condition_fa", e.condition_fa);
    return out;
}

DimensionMeaning read_dimension(const TomlTable& t)
{
    t.only({"reference", "effect"});
    DimensionMeaning d;
    d.reference = t.required_text("reference");
    if (text::matching_key(d.reference).empty())
        t.fail("reference", "reference is empty; write the label as the plan has it");
    const auto effect = t.table("effect");
    if (!effect)
        t.fail_here("\"effect\" is missing; write effect = { quantity = \"…\", combinator = \"…\", unit = \"…\" }");
    d.effect = read_effect(*effect, true);
    if (is_use_list(d.effect.quantity) || d.effect.combinator == Combinator::Forbid ||
        d.effect.combinator == Combinator::RequireInquiry || d.effect.combinator == Combinator::RequireCondition)
        effect->fail("combinator", "a dimension is a number: the effect needs a quantity with a unit and RESTRICT_MAX, "
                                   "RESTRICT_MIN, REPLACE, ADD or SET");
    d.unit = effect->text("unit");
    d.effect_toml = words_of(d.effect);
    return d;
}

OverlayMeaning read_overlay(const TomlTable& t, const std::vector<std::string>& kinds)
{
    t.only({"code", "kind", "degree"});
    OverlayMeaning o;
    o.code = t.required_text("code");
    o.kind = t.required_text("kind");
    const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const std::string& kind) {
        return text::matching_key(kind) == text::matching_key(o.kind);
    });
    if (known == kinds.end())
        t.fail("kind", "kind " + in_quotes(o.kind) + " is not known" + suggestion(o.kind, kinds) +
                           "; a kind of the city's own needs an [[overlay_kind]] here");
    o.kind = *known;
    o.degree = t.text("degree");
    return o;
}

} // namespace

const std::vector<DimensionMeaning>& built_in_dimensions()
{
    static const std::vector<DimensionMeaning> all = [] {
        std::vector<DimensionMeaning> list;
        const auto add = [&](const char* reference, Quantity q, Combinator c, const char* unit) {
            DimensionMeaning d;
            d.reference = reference;
            d.effect.quantity = q;
            d.effect.combinator = c;
            d.unit = unit;
            list.push_back(std::move(d));
        };
        constexpr auto most = Combinator::RestrictMax, least = Combinator::RestrictMin;
        add("floors", Quantity::Floors, most, "floors");
        add("height_m", Quantity::Height, most, "m");
        add("coverage_percent", Quantity::Coverage, most, "percent");
        add("coverage_share", Quantity::Coverage, most, "share");
        add("density_percent", Quantity::FloorAreaRatio, most, "percent");
        add("floor_area_ratio", Quantity::FloorAreaRatio, most, "ratio");
        add("setback_front_m", Quantity::SetbackFront, least, "m");
        add("setback_rear_m", Quantity::SetbackRear, least, "m");
        add("setback_side_m", Quantity::SetbackSide, least, "m");
        add("parking", Quantity::Parking, least, "cars");
        add("units", Quantity::Units, most, "units");
        add("min_plot_area_m2", Quantity::MinPlotArea, least, "m2");
        add("min_frontage_m", Quantity::MinFrontage, least, "m");
        add("GRZ", Quantity::Coverage, most, "share");
        add("GFZ", Quantity::FloorAreaRatio, most, "ratio");
        add("Z", Quantity::Floors, most, "floors");
        add("Zmax", Quantity::Floors, most, "floors");
        add("Zmin", Quantity::Floors, least, "floors");
        add("Zzwingend", Quantity::Floors, Combinator::Set, "floors");
        return list;
    }();
    return all;
}

const DimensionMeaning* PlanMapping::find_dimension(const std::string& reference) const
{
    const std::string key = text::matching_key(reference);
    for (const auto* list : {&dimensions, &built_in_dimensions()})
        for (const DimensionMeaning& d : *list)
            if (text::matching_key(d.reference) == key)
                return &d;
    return nullptr;
}

const OverlayMeaning* PlanMapping::find_overlay(const std::string& code) const
{
    for (const OverlayMeaning& o : overlays)
        if (o.code == code)
            return &o;
    return nullptr;
}

PlanMapping parse_plan_mapping(std::string_view toml_text, const std::string& name)
{
    const RulePlaces places(name);
    const toml::table root = parse_toml(toml_text, places);
    TomlTable(places, root, "mapping file").only({"use", "dimension", "overlay", "overlay_kind"});
    PlanMapping mapping;
    each_table(places, root, "use", [&](const TomlTable& t) { mapping.uses.push_back(read_use(t)); });
    each_table(places, root, "dimension", [&](const TomlTable& t) {
        DimensionMeaning d = read_dimension(t);
        for (const DimensionMeaning& other : mapping.dimensions)
            if (text::matching_key(other.reference) == text::matching_key(d.reference))
                t.fail("reference", "reference " + in_quotes(d.reference) + " stands twice; keep one meaning");
        mapping.dimensions.push_back(std::move(d));
    });
    std::vector<std::string> kinds = overlay_kinds();
    each_table(places, root, "overlay_kind", [&](const TomlTable& t) {
        mapping.overlay_kinds.push_back(read_overlay_kind(t));
        kinds.push_back(mapping.overlay_kinds.back().kind);
    });
    each_table(places, root, "overlay", [&](const TomlTable& t) {
        OverlayMeaning o = read_overlay(t, kinds);
        if (mapping.find_overlay(o.code))
            t.fail("code", "code " + in_quotes(o.code) + " stands twice; keep one meaning");
        mapping.overlays.push_back(std::move(o));
    });
    return mapping;
}

PlanMapping read_plan_mapping(const std::string& path)
{
    return parse_plan_mapping(read_text_file(path, "give the mapping table, a TOML file"), path);
}

} // namespace didban
