#include "didban/cases/case.h"

#include "didban/base/join.h"
#include "didban/base/number_text.h"
#include "didban/findings/violation.h"

#include <sstream>
#include <type_traits>

namespace didban {

namespace {

using Value = CaseColumn::Value;

std::string text(const Value& value)
{
    const auto* t = std::get_if<std::string>(&value);
    return t != nullptr ? *t : "";
}

std::optional<double> number(const Value& value)
{
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return std::nullopt;
}

Value rounded(const std::optional<double>& x, double scale)
{
    return x ? Value(static_cast<double>(static_cast<std::int64_t>(*x * scale + (*x < 0 ? -0.5 : 0.5))) / scale)
             : Value();
}

template <auto Member>
constexpr CaseColumn text_column(std::string_view name)
{
    return {name, false, [](const Case& c) -> Value { return c.*Member; },
            [](Case& c, const Value& v) {
                c.*Member = text(v);
                return true;
            }};
}

/// An enumeration or a day: `parse` gives nothing for a text that is none.
template <auto Member, auto Parse, auto Name>
constexpr CaseColumn parsed_column(std::string_view name)
{
    return {name, false, [](const Case& c) -> Value { return std::string(Name(c.*Member)); },
            [](Case& c, const Value& v) {
                const auto parsed = Parse(text(v));
                if (parsed)
                    c.*Member = *parsed;
                return parsed.has_value();
            }};
}

template <auto Member>
constexpr CaseColumn day_column(std::string_view name)
{
    return parsed_column<Member, &Date::parse_iso, [](const Date& d) { return d.iso(); }>(name);
}

template <auto Member>
constexpr CaseColumn optional_day_column(std::string_view name)
{
    return {name, false, [](const Case& c) -> Value { return (c.*Member) ? Value((c.*Member)->iso()) : Value(); },
            [](Case& c, const Value& v) {
                c.*Member = Date::parse_iso(text(v));
                return (c.*Member).has_value() || text(v).empty();
            }};
}

template <auto Member, int Scale>
constexpr CaseColumn number_column(std::string_view name)
{
    return {name, true, [](const Case& c) -> Value { return rounded(c.*Member, Scale); },
            [](Case& c, const Value& v) {
                const std::optional<double> x = number(v);
                if constexpr (std::is_same_v<std::remove_reference_t<decltype(c.*Member)>, double>)
                    c.*Member = x.value_or(0);
                else
                    c.*Member = x;
                return x.has_value() || std::holds_alternative<std::monostate>(v);
            }};
}

bool set_codes(Case& c, const Value& v)
{
    c.violations.clear();
    std::string code;
    for (const char sign : text(v) + " ") {
        if (sign != ' ' && sign != ',') {
            code += sign;
        } else if (!code.empty()) {
            if (!is_violation(code))
                return false;
            c.violations.push_back(code);
            code.clear();
        }
    }
    return true;
}

Value steps_text(const Case& c)
{
    std::string out;
    for (const CaseStep& step : c.steps)
        out += (out.empty() ? "" : " ") + step.name + "=" + step.on.iso();
    return out;
}

bool set_steps(Case& c, const Value& v)
{
    c.steps.clear();
    std::istringstream words(text(v));
    for (std::string word; words >> word;) {
        const auto sign = word.find('=');
        const auto on = sign == std::string::npos ? std::nullopt : Date::parse_iso(word.substr(sign + 1));
        if (!on)
            return false;
        c.steps.push_back({word.substr(0, sign), *on});
    }
    return true;
}

template <class T, std::optional<T> (*Parse)(std::string_view), T Unknown>
std::optional<T> parse_or(std::string_view word)
{
    return word.empty() ? std::optional(Unknown) : Parse(word);
}

} // namespace

std::string joined(const std::vector<std::string>& codes)
{
    return text::join(codes, " ");
}

const std::vector<std::string>& dismissal_reasons()
{
    static const std::vector<std::string> reasons{"PERMIT_FOUND", "WRONG_PARCEL", "NO_CHANGE",       "TEMPORARY",
                                                  "SEASONAL",     "CLOUD_SHADOW", "DEMOLITION_ONLY", "REPAIR_ALLOWED",
                                                  "QUAKE_REPAIR", "PUBLIC_WORKS", "DUPLICATE"};
    return reasons;
}

const std::vector<CaseColumn>& case_columns()
{
    constexpr auto stage_of = &parse_or<BuildStage, &build_stage, BuildStage::Unknown>;
    constexpr auto name_of = [](auto value) { return name(value); };
    static const std::vector<CaseColumn> columns{
        text_column<&Case::case_id>("case_id"),
        text_column<&Case::place>("parcel_key"),
        text_column<&Case::parcel_id>("parcel_id"),
        text_column<&Case::district>("district"),
        parsed_column<&Case::state, &case_state, name_of>("state"),
        day_column<&Case::not_before>("not_before"),
        day_column<&Case::first_seen>("first_seen"),
        day_column<&Case::last_seen>("last_seen"),
        parsed_column<&Case::verdict, static_cast<std::optional<Verdict> (*)(std::string_view)>(&verdict), name_of>(
            "verdict"),
        {"violations", false, [](const Case& c) -> Value { return joined(c.violations); }, &set_codes},
        parsed_column<&Case::change, &change_kind, name_of>("change"),
        number_column<&Case::area_m2, 100>("area_m2"),
        text_column<&Case::permit_id>("permit_id"),
        text_column<&Case::note>("note"),
        optional_day_column<&Case::seen_from>("seen_from"),
        parsed_column<&Case::stage, stage_of, name_of>("stage"),
        number_column<&Case::height_m, 100>("height_m"),
        number_column<&Case::confidence, 10000>("confidence"),
        number_column<&Case::visit_score, 1000000000>("visit_score"),
        text_column<&Case::permit_status>("permit_status"),
        text_column<&Case::reason_en>("reason_en"),
        text_column<&Case::reason_fa>("reason_fa"),
        text_column<&Case::dismissal>("dismissal"),
        text_column<&Case::inspector>("inspector"),
        optional_day_column<&Case::settled_on>("settled_on"),
        optional_day_column<&Case::since>("since"),
        {"steps", false, &steps_text, &set_steps},
        text_column<&Case::address>("address"),
        number_column<&Case::raw_confidence, 10000>("raw_confidence"),
        text_column<&Case::detector>("detector"),
        text_column<&Case::sensor>("sensor"),
    };
    return columns;
}

std::string text_of(const Value& value)
{
    if (const auto* t = std::get_if<std::string>(&value))
        return *t;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value))
        return text::exact(*real);
    return {};
}

} // namespace didban
