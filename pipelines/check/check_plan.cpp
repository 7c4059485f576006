#include "pipelines/check/check_plan.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/rules/rule_set.h"
#include "pipelines/city/mend_shape.h"
#include "pipelines/plan/load_rules.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/plan/plan_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace didban {

namespace {

/// Codes: matching key → as written.
using Codes = std::map<std::string, std::string>;

/// What the plan's layers name, for rules to be held against.
struct PlanCodes {
    Codes zones, uses, overlay_ids;
    bool overlays_read{false};
};

void add_code(Codes& codes, const std::string& code)
{
    if (!code.empty())
        codes.emplace(text::matching_key(code), code);
}

/// A use code and, of one that joins several with +, its parts.
void add_use(Codes& codes, const std::string& code)
{
    add_code(codes, code);
    for (std::size_t from = 0; from <= code.size();) {
        const std::size_t to = std::min(code.find('+', from), code.size());
        add_code(codes, code.substr(from, to - from));
        from = to + 1;
    }
}

void check_period(const PlanTable& table, const Feature& feature, const std::string& where, ProblemTally& tally)
{
    std::array<std::optional<Date>, 2> days;
    for (std::size_t i = 0; i < days.size(); ++i)
        if (const std::string text = table.text(feature, i == 0 ? "valid_from" : "valid_to"); !text.empty()) {
            const auto parsed = parse_record_date(text, Calendar::Auto);
            parsed ? void(days[i] = parsed->date) : tally.add("plan.date", where + ": " + text);
        }
    if (days[0] && days[1] && !(*days[0] < *days[1]))
        tally.add("plan.period", where + ": " + days[0]->iso() + " to " + days[1]->iso());
}

void check_layer(const DataAccess& data, const City& city, const std::string& layer, ProblemTally& tally,
                 PlanCodes& codes)
{
    const bool zones = layer == "zones";
    PlanTable table(data, city, layer);
    if (zones)
        table.require("zone");
    if (!table.crs().known())
        tally.add("plan.crs_missing", layer);
    const Transform as_stored(table.crs(), table.crs());
    Feature feature;
    for (std::int64_t row = 1; table.source().next(feature); ++row) {
        const std::string where = layer + " row " + std::to_string(row);
        if (layer != "streets") {
            const MendedShape mended = mend_shape(std::move(feature.geometry), as_stored);
            if (mended.shape.empty())
                tally.add(plan_shape_lost, where + ": " + why_empty(mended.flaws));
            else if (mended.flaws.partial)
                tally.add(plan_shape_lost, where + ": part of it has coordinates that are no places");
            else if (mended.flaws.invalid)
                tally.add("plan.geometry.invalid", where + ": " + mended.flaws.reason);
        }
        check_period(table, feature, where, tally);
        if (zones) {
            add_code(codes.zones, table.text(feature, "zone"));
            if (const std::string level = table.text(feature, "level"); !level.empty() && !plan_level(level))
                tally.add("plan.zone.level", where + ": " + level);
            for (const char* column : {"use_approved", "use_permitted", "use_governing"})
                add_use(codes.uses, table.text(feature, column));
        } else if (layer == "overlays") {
            add_code(codes.overlay_ids, table.text(feature, "overlay_id"));
        }
    }
    codes.overlays_read |= layer == "overlays";
}

PlanCodes check_layers(const DataAccess& data, const City& city, ProblemTally& tally)
{
    PlanCodes codes;
    for (const std::string layer : plan_layer_names) {
        try {
            if (!has_plan_layer(data, city, layer)) {
                if (layer != "jurisdiction")
                    tally.add("plan.layer_missing", layer);
                continue;
            }
            check_layer(data, city, layer, tally, codes);
        } catch (const Error& e) {
            tally.add("plan.unreadable", e.what());
        }
    }
    return codes;
}

std::string described(const RuleGap& gap, const Codes& zones)
{
    const auto written = zones.find(gap.zone);
    return (gap.zone.empty() ? "all zones" : "zone " + (written == zones.end() ? gap.zone : written->second)) + ": " +
           std::string(name(gap.quantity)) + " for " + std::string(name(gap.fact)) + " from " +
           text::plain(gap.band.from) + " to " + text::plain(gap.band.below);
}

/// A code of a rule that nothing in the plan bears, with the nearest that something does.
std::string stranger(const Rule& rule, const std::string& code, const Codes& known)
{
    std::vector<std::string> written;
    for (const auto& [key, text] : known)
        written.push_back(text);
    const std::string near = text::nearest(code, written);
    return "rule " + rule.id + ": " + code + (near.empty() ? "" : " (did you mean " + near + "?)");
}

/// Use codes and overlay ids that rules name and the plan does not have.
void check_names(const RuleSet& rules, const PlanCodes& plan, ProblemTally& tally)
{
    Codes uses = plan.uses;
    for (const UseCode& use : rules.uses())
        add_code(uses, use.local);
    for (const Rule& rule : rules.rules()) {
        const Applies& a = rule.applies;
        const auto look = [&](const std::vector<std::string>& codes, const Codes& known, const char* problem) {
            for (const std::string& code : codes)
                if (!known.contains(text::matching_key(code)))
                    tally.add(problem, stranger(rule, code, known));
        };
        if (!uses.empty())
            for (const auto* codes : {&a.uses_approved, &a.uses_permitted, &a.uses_governing, &rule.effect.value.uses})
                look(*codes, uses, "plan.rules_unknown_use");
        if (plan.overlays_read)
            look(a.overlay_ids, plan.overlay_ids, "plan.rules_unknown_overlay");
    }
}

/// Metres above which a height is more likely a slip of the pen than a limit.
constexpr double high_m = 200;

void check_heights(const RuleSet& rules, ProblemTally& tally)
{
    for (const Rule& rule : rules.rules())
        if (rule.effect.quantity == Quantity::Height && rule.effect.value.high > high_m) {
            tally.add("plan.rules_height",
                      "rule " + rule.id + ": height " + text::plain(rule.effect.value.high) + " m");
        }
}

void check_rules(const DataAccess& data, const RulesPlace& place, const PlanCodes& plan, ProblemTally& tally)
{
    const Codes& zones = plan.zones;
    std::optional<RuleSet> rules;
    try {
        rules = load_rules(data, place);
    } catch (const Error& e) {
        tally.add("plan.rules_unreadable", e.what());
        return;
    }
    for (const RuleGap& gap : rules->gaps())
        tally.add("plan.rules_gap", described(gap, zones));
    check_names(*rules, plan, tally);
    check_heights(*rules, tally);
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

/// What a run notes when it loads the plan and the layers' own check does not look at: widths, numbers, codes.
void check_loading(const DataAccess& data, const City& city, const Crs& crs, const RunOptions& run, ProblemTally& tally)
{
    try {
        const PlanData plan = load_plan(data, city, crs, run);
        const auto told = tally.problems();
        for (const Problem& p : plan.problems)
            if (std::none_of(told.begin(), told.end(), [&](const Problem& t) { return t.code == p.code; }))
                for (std::size_t i = 0; i < std::max<std::size_t>(1, p.examples.size()); ++i)
                    tally.add(p.code, i < p.examples.size() ? p.examples[i] : "", i == 0 ? p.count : 0);
    } catch (const Error& e) {
        if (e.kind() == ErrorKind::Interrupted)
            throw;
        const auto told = tally.problems(); // of a plan that does not load the reason was told above
        if (std::none_of(told.begin(), told.end(), [](const Problem& p) { return p.level == "error"; }))
            tally.add("plan.unreadable", e.what());
    }
}

} // namespace

void check_plan(const DataAccess& data, const City& city, const Crs& crs, const RunOptions& run, ProblemTally& tally)
{
    const bool layers = !city.plan_source.empty() || !city.plan_layers.empty();
    if (!layers && city.plan_rules.empty()) {
        tally.add("plan.none", "");
        return;
    }
    const PlanCodes codes = layers ? check_layers(data, city, tally) : PlanCodes{};
    if (!layers)
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
        check_rules(data, place, codes, tally);
    check_loading(data, city, crs, run, tally);
}

} // namespace didban
