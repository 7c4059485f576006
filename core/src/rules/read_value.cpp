#include "didban/base/number_text.h"
#include "read_parts.h"

#include "didban/rules/quantity.h"
#include "rule_names.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

/// A share above this as a ratio of floor area, or below as percent, is a mix-up of the two.
constexpr double largest_ratio = 20;

/// No length that a rule speaks of is greater, metres: more is centimetres written as metres.
double largest_length(Quantity q)
{
    switch (q) {
    case Quantity::Height:
        return 600;
    case Quantity::SetbackFront:
    case Quantity::SetbackRear:
    case Quantity::SetbackSide:
        return 250;
    case Quantity::Chamfer:
    case Quantity::Projection:
        return 60;
    default:
        return 1000;
    }
}

/// Catches 60 for 0.6 and the reverse: the two spellings of one share.
void check_share(const TomlTable& t, const toml::node& node, Quantity q, const std::string& unit_name, double written)
{
    const bool percent = unit_factor(q, unit_name) == 0.01;
    const auto fail_share = [&](const std::string& remedy) {
        fail_at(t.file(), node.source(),
                t.what() + ": " + text::plain(written) + " " + unit_name + " cannot be a " + std::string(name(q)) +
                    "; " + remedy);
    };
    if (unit(q) == "share") {
        if (!percent && written > 1)
            fail_share("write " + text::plain(written / 100) + ", or unit = \"percent\"");
        if (percent && written > 0 && written <= 1)
            fail_share("write " + text::plain(written * 100) + ", or unit = \"share\"");
        if (percent && written > 100)
            fail_share("a share of the plot is at most 100 percent");
    } else if (unit(q) == "ratio") {
        if (!percent && written > largest_ratio)
            fail_share("write " + text::plain(written / 100) + ", or unit = \"percent\"");
        if (percent && written > 0 && written < 10)
            fail_share("write " + text::plain(written * 100) + ", or unit = \"ratio\"");
    }
}

double read_number(const TomlTable& t, const toml::node& node, Quantity q, const std::string& unit_name)
{
    const double written = *node.value<double>();
    if (!std::isfinite(written))
        fail_at(t.file(), node.source(), t.what() + ": the value must be finite; for no limit write \"not-regulated\"");
    if (written < 0 && q != Quantity::SurfaceAsl)
        fail_at(t.file(), node.source(),
                t.what() + ": " + std::string(name(q)) + " cannot be negative; write the size of the limit");
    check_share(t, node, q, unit_name, written);
    if (q == Quantity::Floors && written > 200)
        fail_at(t.file(), node.source(), t.what() + ": " + text::plain(written) + " floors cannot be; check the value");
    const double value = written * unit_factor(q, unit_name).value_or(1);
    if (unit(q) == "m" && value > largest_length(q))
        fail_at(t.file(), node.source(),
                t.what() + ": " + std::string(name(q)) + " of " + text::plain(value) + " m cannot be; " +
                    (unit_name == "cm" ? "check the value" : "write unit = \"cm\" if it is in centimetres"));
    return value;
}

RuleValue read_formula(const TomlTable& t, const toml::table& node, Quantity q, const std::string& unit_name)
{
    const TomlTable f(t.file(), node, t.what());
    f.only({"product", "factor", "plus"});
    RuleValue value;
    value.kind = RuleValue::Kind::Formula;
    const double scale = unit_factor(q, unit_name).value_or(1);
    value.formula.factor = f.number("factor").value_or(1) * scale;
    value.formula.plus = f.number("plus").value_or(0) * scale;
    std::vector<std::string> choices = words::numeric_fact.all();
    for (const Quantity other : all_quantities())
        if (!is_use_list(other) && other != Quantity::HeritageWork)
            choices.emplace_back(name(other));
    for (const std::string& term : f.texts("product")) {
        if (const auto fact = numeric_fact(term))
            value.formula.facts.push_back(*fact);
        else if (const auto other = quantity(term);
                 other && std::find(choices.begin(), choices.end(), term) != choices.end())
            value.formula.limits.push_back(*other);
        else
            f.fail("product",
                   "term " + in_quotes(term) + " is neither a fact nor a quantity" + suggestion(term, choices));
    }
    if (value.formula.facts.empty() && value.formula.limits.empty())
        f.fail_here("a formula needs product = [\"…\"] of at least one fact or quantity");
    return value;
}

RuleValue read_range(const TomlTable& t, const toml::array& array, Quantity q, const std::string& unit_name)
{
    if (array.size() != 2 || !array[0].is_number() || !array[1].is_number())
        fail_at(t.file(), array.source(), t.what() + ": a range is [low, high], two numbers");
    RuleValue value;
    value.kind = RuleValue::Kind::Range;
    value.low = read_number(t, array[0], q, unit_name);
    value.high = read_number(t, array[1], q, unit_name);
    if (value.low > value.high)
        fail_at(t.file(), array.source(),
                t.what() + ": the range is reversed; write [" + text::plain(value.high) + ", " +
                    text::plain(value.low) + "] in units of the file");
    return value;
}

} // namespace

RuleValue read_value(const TomlTable& t, const toml::node& node, Quantity q, const std::string& unit_name)
{
    RuleValue value;
    const std::vector<std::string> spoken{"not-regulated", "unknown", "existing"};
    if (const auto word = node.value_exact<std::string>()) {
        if (*word == "not-regulated")
            value.kind = RuleValue::Kind::NotRegulated;
        else if (*word == "unknown")
            value.kind = RuleValue::Kind::Unknown;
        else if (*word == "existing" && !is_use_list(q))
            value.kind = RuleValue::Kind::Existing;
        else if (is_use_list(q)) {
            value.kind = RuleValue::Kind::Uses;
            value.uses = {*word};
        } else
            fail_at(t.file(), node.source(),
                    t.what() + ": value " + in_quotes(*word) + " is not known; write a number, [low, high], " +
                        list_choices(spoken));
        return value;
    }
    if (is_use_list(q)) {
        const toml::array* array = node.as_array();
        if (!array)
            fail_at(t.file(), node.source(),
                    t.what() + ": the value of " + std::string(name(q)) + " is a list of use codes");
        value.kind = RuleValue::Kind::Uses;
        for (const toml::node& one : *array) {
            const auto use = one.value_exact<std::string>();
            if (!use)
                fail_at(t.file(), one.source(), t.what() + ": a use code must be a text in quotes");
            value.uses.push_back(*use);
        }
        return value;
    }
    if (const toml::array* array = node.as_array())
        return read_range(t, *array, q, unit_name);
    if (const toml::table* table = node.as_table())
        return read_formula(t, *table, q, unit_name);
    if (!node.is_number())
        fail_at(t.file(), node.source(),
                t.what() + ": the value must be a number, [low, high], a formula or one of " + list_choices(spoken));
    value.kind = RuleValue::Kind::Number;
    value.low = value.high = read_number(t, node, q, unit_name);
    return value;
}

} // namespace didban
