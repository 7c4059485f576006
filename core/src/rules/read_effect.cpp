#include "read_parts.h"

#include "rule_names.h"

namespace didban {

namespace {

std::vector<std::string> quantity_names()
{
    std::vector<std::string> names;
    for (const Quantity q : all_quantities())
        names.emplace_back(name(q));
    return names;
}

Combinator read_combinator(const TomlTable& t, Quantity q)
{
    if (t.text("combinator") == "RESTRICT")
        return is_minimum(q) ? Combinator::RestrictMin : Combinator::RestrictMax;
    if (!t.has("combinator"))
        t.fail_here("\"combinator\" is missing in effect; write combinator = " + list_choices(words::combinator.all()));
    return one_of(t, "combinator", words::combinator, Combinator::RestrictMax);
}

bool wants_value(Combinator c)
{
    return c != Combinator::Forbid && c != Combinator::RequireInquiry && c != Combinator::RequireCondition;
}

/// Where a bare number could be read in two units, the unit must be written.
bool unit_needed(Quantity q)
{
    return unit(q) == "share" || unit(q) == "ratio" || unit(q) == "m";
}

std::string read_unit(const TomlTable& t, Quantity q)
{
    if (!t.has("unit"))
        return {};
    const std::string unit_name = t.required_text("unit");
    if (!unit_factor(q, unit_name))
        t.fail("unit", "unit " + in_quotes(unit_name) + " does not belong to " + std::string(name(q)) + "; write " +
                           list_choices(accepted_units(q)));
    return unit_name;
}

} // namespace

std::optional<Limit> read_otherwise(const TomlTable& t, const Effect& e, const std::string& unit_name)
{
    const toml::node* node = t.find("otherwise");
    if (!node)
        return std::nullopt;
    if (!e.conditional())
        t.fail("otherwise", "otherwise says what holds where a condition is not met; write condition = \"…\" with it");
    if (e.value.kind != RuleValue::Kind::Number && e.value.kind != RuleValue::Kind::Range)
        t.fail("otherwise", "otherwise belongs to a value that is a number or [low, high]");
    const RuleValue value = read_value(t, *node, e.quantity, unit_name);
    if (value.kind != RuleValue::Kind::Number && value.kind != RuleValue::Kind::Range)
        t.fail("otherwise", "otherwise must be a number or [low, high] in the unit of the value");
    const Limit otherwise{value.low, value.high}, met{e.value.low, e.value.high};
    const bool minimum =
        e.combinator == Combinator::RestrictMin ||
        (e.combinator != Combinator::RestrictMax && e.combinator != Combinator::Add && is_minimum(e.quantity));
    if (tighter(met, otherwise, minimum))
        t.fail("otherwise", "otherwise must not be looser than the value that holds on the condition; exchange them");
    return otherwise;
}

Effect read_effect(const TomlTable& t, bool value_follows)
{
    t.only({"quantity", "combinator", "value", "unit", "base", "height_reference", "height_top", "cut_angle_deg",
            "body", "condition", "condition_fa", "otherwise"});
    Effect e;
    const std::string word = t.required_text("quantity");
    const auto q = quantity(word);
    if (!q)
        t.fail("quantity", "quantity " + in_quotes(word) + " is not known" + suggestion(word, quantity_names()));
    e.quantity = *q;
    e.combinator = read_combinator(t, *q);
    const std::string unit_name = read_unit(t, *q);
    if (const toml::node* value = t.find("value")) {
        if (value_follows)
            t.fail("value", "the values of a table stand in its cells; remove value here");
        const bool numeric = value->is_number() || value->is_array() || value->is_table();
        if (numeric && unit_name.empty() && unit_needed(*q))
            t.fail("value", "the value of " + std::string(name(*q)) +
                                " needs a unit; write unit = " + list_choices(accepted_units(*q)));
        e.value = read_value(t, *value, *q, unit_name);
        if (e.combinator == Combinator::RequireInquiry || e.combinator == Combinator::RequireCondition)
            t.fail("value", "a requirement has no value; state the limit in a rule of its own");
        if (e.combinator == Combinator::Forbid && e.value.kind != RuleValue::Kind::Uses)
            t.fail("value", "FORBID takes no number; write RESTRICT_MAX for a limit");
        if (e.combinator == Combinator::Add && e.value.kind != RuleValue::Kind::Number &&
            e.value.kind != RuleValue::Kind::Formula && e.value.kind != RuleValue::Kind::Uses)
            t.fail("value", "ADD needs a number or a formula");
    } else if (wants_value(e.combinator) && !value_follows) {
        t.fail_here("\"value\" is missing in effect; write a number with its unit, [low, high], \"not-regulated\" or "
                    "\"unknown\"");
    }
    if (*q == Quantity::HeritageWork && wants_value(e.combinator))
        t.fail("combinator", "heritage_work can only be forbidden or subject to REQUIRE_INQUIRY or REQUIRE_CONDITION");
    e.base = one_of(t, "base", words::floor_base, FloorBase::Unstated);
    e.height_reference = one_of(t, "height_reference", words::height_reference, HeightReference::Unstated);
    e.height_top = one_of(t, "height_top", words::height_top, HeightTop::Unstated);
    e.cut_angle_deg = t.number("cut_angle_deg");
    e.body = t.text("body");
    e.condition = t.text("condition");
    e.condition_fa = t.text("condition_fa");
    e.otherwise = read_otherwise(t, e, unit_name);
    if (e.combinator == Combinator::RequireInquiry && e.body.empty())
        t.fail_here("REQUIRE_INQUIRY must say whom to ask; write body = \"…\"");
    if (e.combinator == Combinator::RequireCondition && e.condition.empty() && e.condition_fa.empty())
        t.fail_here("REQUIRE_CONDITION must say what; write condition = \"…\"");
    return e;
}

} // namespace didban
