#include "didban/rules/rule.h"

#include "didban/rules/facts.h"
#include "rule_names.h"

#include <algorithm>

namespace didban {

std::string_view name(RuleLevel v)
{
    return words::level.of(v);
}
std::string_view name(RuleStatus v)
{
    return words::status.of(v);
}
std::string_view name(Combinator v)
{
    return words::combinator.of(v);
}
std::string_view name(FloorBase v)
{
    return words::floor_base.of(v);
}
std::string_view name(HeightReference v)
{
    return words::height_reference.of(v);
}
std::string_view name(HeightTop v)
{
    return words::height_top.of(v);
}
std::string_view name(NumericFact v)
{
    return words::numeric_fact.of(v);
}
std::optional<NumericFact> numeric_fact(std::string_view text)
{
    return words::numeric_fact.find(text);
}

std::string RuleSource::text() const
{
    std::string out = document;
    const auto add = [&](const char* label, const std::string& value) {
        if (!value.empty())
            out += (out.empty() ? "" : ", ") + std::string(label) + value;
    };
    add("art. ", article);
    add("cl. ", clause);
    add("note ", note);
    if (page)
        add("p. ", std::to_string(*page));
    return out;
}

bool Rule::in_force(const Date& as_of) const
{
    return holds_on(valid_from, valid_to, as_of);
}

bool Rule::known(const std::optional<Date>& known_as_of) const
{
    if (!known_as_of)
        return !recorded_to;
    return (!recorded_from || *recorded_from <= *known_as_of) && (!recorded_to || *known_as_of < *recorded_to);
}

bool Rule::restricts_from_outside() const
{
    if (level == RuleLevel::National || level == RuleLevel::Sector)
        return true;
    const bool special_plan =
        !applies.overlays.empty() && std::all_of(applies.overlays.begin(), applies.overlays.end(),
                                                 [](const std::string& kind) { return kind == "special_plan"; });
    return applies.needs_overlay() && !special_plan;
}

} // namespace didban
