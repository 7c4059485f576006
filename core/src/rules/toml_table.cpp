#include "toml_table.h"

#include "didban/base/jalali.h"
#include "didban/base/text.h"

#include <algorithm>

namespace didban {

void fail_at(const RulePlaces& file, const toml::source_region& at, const std::string& message)
{
    throw Error(ErrorKind::Configuration, file.at(static_cast<int>(at.begin.line)) + ": " + message);
}

std::string in_quotes(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

std::string list_choices(const std::vector<std::string>& choices)
{
    std::string list;
    for (std::size_t i = 0; i < choices.size(); ++i)
        list += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + in_quotes(choices[i]);
    return list;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& choices)
{
    const std::string near = text::nearest(word, choices);
    return near.empty() ? "; write " + list_choices(choices) : "; did you mean " + in_quotes(near) + "?";
}

TomlTable::TomlTable(const RulePlaces& file, const toml::table& table, std::string what)
    : file_(file), table_(table), what_(std::move(what))
{
}

void TomlTable::fail(const char* key, const std::string& message) const
{
    const toml::node* node = table_.get(key);
    fail_at(file_, node ? node->source() : table_.source(), what_ + ": " + message);
}

void TomlTable::only(const std::vector<std::string>& keys) const
{
    for (const auto& [key, node] : table_)
        if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
            fail_at(file_, key.source(), what_ + ": unknown key " + in_quotes(key.str()) + suggestion(key.str(), keys));
}

std::string TomlTable::text(const char* key, const std::string& otherwise) const
{
    return has(key) ? required_text(key) : otherwise;
}

std::string TomlTable::required_text(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        fail_here(in_quotes(key) + " is missing; write " + key + " = \"…\"");
    if (const auto value = node->value_exact<std::string>())
        return *value;
    if (const auto value = node->value_exact<std::int64_t>())
        return std::to_string(*value);
    fail(key, std::string(key) + " must be a text; write it in quotes");
}

std::optional<std::int64_t> TomlTable::integer(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        return std::nullopt;
    if (const auto value = node->value_exact<std::int64_t>())
        return value;
    fail(key, std::string(key) + " must be a whole number");
}

std::optional<double> TomlTable::number(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        return std::nullopt;
    if (!node->is_number())
        fail(key, std::string(key) + " must be a number");
    return node->value<double>();
}

std::optional<bool> TomlTable::boolean(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        return std::nullopt;
    if (const auto value = node->value_exact<bool>())
        return value;
    fail(key, std::string(key) + " must be true or false");
}

std::optional<Date> TomlTable::date(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        return std::nullopt;
    if (const auto day = node->value_exact<toml::date>()) {
        const Date date{day->year, day->month, day->day};
        if (day->year >= 1200 && day->year <= 1600)
            fail(key, std::string(key) + " is a Jalali date without quotes; write " + key + " = \"" +
                          std::to_string(day->year) + "/" + std::to_string(day->month) + "/" +
                          std::to_string(day->day) + "\"");
        return date;
    }
    if (const auto written = node->value_exact<std::string>()) {
        const auto parsed = parse_record_date(*written, Calendar::Auto);
        if (parsed && !parsed->two_digit_year)
            return parsed->date;
        fail(key, std::string(key) + " " + in_quotes(*written) +
                      " is not a day; write \"1400/01/01\" (Jalali) or 2021-03-21");
    }
    fail(key, std::string(key) + " must be a date; write \"1400/01/01\" (Jalali) or 2021-03-21");
}

std::vector<std::string> TomlTable::texts(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        return {};
    const auto as_text = [&](const toml::node& one) -> std::string {
        if (const auto value = one.value_exact<std::string>())
            return *value;
        if (const auto value = one.value_exact<std::int64_t>())
            return std::to_string(*value);
        fail(key, std::string(key) + " must be a text or a list of texts");
    };
    std::vector<std::string> list;
    if (const toml::array* array = node->as_array()) {
        if (array->empty())
            fail(key, std::string(key) + " is an empty list and could never hold; remove the line for \"any\"");
        for (const toml::node& one : *array)
            list.push_back(as_text(one));
    } else {
        list.push_back(as_text(*node));
    }
    return list;
}

std::optional<TomlTable> TomlTable::table(const char* key) const
{
    const toml::node* node = find(key);
    if (!node)
        return std::nullopt;
    if (const toml::table* inner = node->as_table())
        return TomlTable(file_, *inner, what_);
    fail(key, std::string(key) + " must be a table; write " + key + " = { … }");
}

} // namespace didban
