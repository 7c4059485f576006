#include "didban/rules/rule_set.h"

#include "didban/base/read_text_file.h"
#include "didban/base/text.h"
#include "parse_toml.h"
#include "read_parts.h"
#include "rule_names.h"

#include <cmath>

namespace didban {

namespace {

RuleSource read_source(const TomlTable& t)
{
    t.only({"document", "article", "clause", "note", "page", "uri", "sha256", "quote_fa"});
    RuleSource s;
    s.document = t.required_text("document");
    if (s.document.empty())
        t.fail("document", "document is empty; name the plan booklet or the decision that holds the rule");
    s.article = t.text("article");
    s.clause = t.text("clause");
    s.note = t.text("note");
    s.uri = t.text("uri");
    s.sha256 = t.text("sha256");
    s.quote_fa = t.text("quote_fa");
    if (const auto page = t.integer("page"))
        s.page = static_cast<int>(*page);
    return s;
}

void check_order(const TomlTable& t, const char* from, const std::optional<Date>& a, const char* to,
                 const std::optional<Date>& b)
{
    if (a && b && !(*a < *b))
        t.fail(to, std::string("dates reversed: ") + to + " (" + b->iso() + ") is not after " + from + " (" + a->iso() +
                       "); " + to + " is the first day on which the rule no longer holds");
}

PlanTitle read_plan(const TomlTable& t)
{
    t.only({"id", "title", "title_fa", "level", "recorded", "plot_area", "storey_height_m"});
    PlanTitle plan;
    plan.id = t.required_text("id");
    plan.title = t.text("title");
    plan.title_fa = t.text("title_fa");
    plan.recorded = t.date("recorded");
    static constexpr auto basis = enum_names<PlotAreaBasis>(
        {{PlotAreaBasis::Measured, "measured"}, {PlotAreaBasis::AfterWidening, "after_widening"}});
    plan.plot_area = one_of(t, "plot_area", basis, PlotAreaBasis::Measured);
    plan.storey_height_m = t.number("storey_height_m");
    constexpr double least_storey_m = 2, most_storey_m = 10;
    if (plan.storey_height_m && !(*plan.storey_height_m >= least_storey_m && *plan.storey_height_m <= most_storey_m))
        t.fail("storey_height_m", "a storey is 2 to 10 m high; write metres, as in storey_height_m = 3.2");
    return plan;
}

Rule read_rule(const TomlTable& t, const std::vector<std::string>& overlay_kinds)
{
    std::vector<std::string> keys = head_keys();
    keys.insert(keys.end(), {"applies", "effect"});
    t.only(keys);
    Rule rule = read_head(t);
    if (const auto applies = t.table("applies"))
        rule.applies = read_applies(*applies, overlay_kinds);
    const auto effect = t.table("effect");
    if (!effect)
        t.fail_here("\"effect\" is missing; write effect = { quantity = \"…\", combinator = \"…\", value = … }");
    rule.effect = read_effect(*effect);
    return rule;
}

} // namespace

UseCode read_use(const TomlTable& t)
{
    t.only({"local", "national", "hilucs", "name_en", "name_fa"});
    UseCode use;
    use.local = t.required_text("local");
    use.national = t.text("national");
    use.hilucs = t.text("hilucs");
    use.name_en = t.text("name_en");
    use.name_fa = t.text("name_fa");
    use.line = t.line();
    return use;
}

OverlayKind read_overlay_kind(const TomlTable& t)
{
    t.only({"kind", "name_en", "name_fa"});
    OverlayKind kind;
    kind.kind = text::matching_key(t.required_text("kind"));
    if (kind.kind.empty())
        t.fail("kind", "kind is empty; write the word that the overlays layer has in its column kind");
    kind.label = {t.text("name_en"), t.text("name_fa")};
    if (kind.label.en.empty() && kind.label.fa.empty())
        t.fail_here("an overlay kind needs a name; write name_fa = \"…\" or name_en = \"…\"");
    kind.line = t.line();
    return kind;
}

std::vector<std::string> head_keys()
{
    return {"id",          "version",    "level",    "status",        "source",      "approved_by",
            "approval_no", "valid_from", "valid_to", "recorded_from", "recorded_to", "overrides"};
}

Rule read_head(const TomlTable& t)
{
    Rule rule;
    rule.id = t.required_text("id");
    if (rule.id.empty())
        t.fail("id", "id is empty");
    rule.line = t.line();
    rule.version = static_cast<int>(t.integer("version").value_or(1));
    if (!t.has("level"))
        t.fail_here("\"level\" is missing; write level = " + list_choices(words::level.all()));
    rule.level = one_of(t, "level", words::level, RuleLevel::Detailed);
    rule.status = one_of(t, "status", words::status, RuleStatus::Approved);
    const auto source = t.table("source");
    if (!source)
        t.fail_here("\"source\" is missing; write source = { document = \"…\", article = \"…\", page = … }");
    rule.source = read_source(*source);
    rule.approved_by = t.text("approved_by");
    rule.approval_no = t.text("approval_no");
    rule.valid_from = t.date("valid_from");
    rule.valid_to = t.date("valid_to");
    rule.recorded_from = t.date("recorded_from");
    rule.recorded_to = t.date("recorded_to");
    rule.overrides = t.texts("overrides");
    if (!rule.valid_from)
        t.fail_here(
            "\"valid_from\" is missing; write the day from which the rule is in force, valid_from = \"1400/01/01\"");
    check_order(t, "valid_from", rule.valid_from, "valid_to", rule.valid_to);
    check_order(t, "recorded_from", rule.recorded_from, "recorded_to", rule.recorded_to);
    if (rule.status == RuleStatus::Repealed && !rule.valid_to)
        t.fail("status", "a repealed rule needs valid_to, the first day on which it no longer held: older permits are "
                         "still judged by it");
    return rule;
}

RuleSet parse_rules_at(std::string_view text_in, const RulePlaces& places)
{
    const toml::table root = parse_toml(text_in, places);
    TomlTable(places, root, "rules file").only({"plan", "rule", "table", "use", "overlay_kind"});
    PlanTitle plan;
    if (const auto table = TomlTable(places, root, "[plan]").table("plan"))
        plan = read_plan(*table);
    std::vector<Rule> rules;
    std::vector<UseCode> uses;
    std::vector<OverlayKind> named;
    std::vector<std::string> kinds = overlay_kinds();
    each_table(places, root, "overlay_kind", [&](const TomlTable& t) {
        named.push_back(read_overlay_kind(t));
        kinds.push_back(named.back().kind);
    });
    each_table(places, root, "rule", [&](const TomlTable& t) { rules.push_back(read_rule(t, kinds)); });
    each_table(places, root, "table", [&](const TomlTable& t) { read_rule_table(t, kinds, rules); });
    each_table(places, root, "use", [&](const TomlTable& t) { uses.push_back(read_use(t)); });
    if (plan.recorded)
        for (Rule& rule : rules)
            if (!rule.recorded_from)
                rule.recorded_from = plan.recorded;
    return {std::move(plan), std::move(rules), std::move(uses), places, std::move(named)};
}

RuleSet parse_rules(std::string_view text_in, const std::string& name)
{
    return parse_rules_at(text_in, RulePlaces(name));
}

RuleSet read_rules(const std::string& path)
{
    constexpr std::size_t most = std::size_t{256} << 20; // of rules, about a million
    return parse_rules(read_text_file(path, "check [plan] rules in city.toml", most), path);
}

} // namespace didban
