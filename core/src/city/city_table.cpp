#include "city_table.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "source_path.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace didban {

namespace {

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

int line_of(const toml::node& node)
{
    return static_cast<int>(node.source().begin.line);
}

} // namespace

const toml::node* CityTable::find(const std::string& key) const
{
    const toml::node* const node = table_.get(key);
    if (node != nullptr)
        file_.lines.emplace(name_.empty() ? key : name_ + "." + key, line(key));
    return node;
}

int CityTable::line(const std::string& key) const
{
    const auto entry = table_.find(key);
    return entry == table_.end() ? line_of(table_) : static_cast<int>(entry->first.source().begin.line);
}

std::string CityTable::label(const std::string& key) const
{
    return name_.empty() ? key : "[" + name_ + "] " + key;
}

void CityTable::fail_at(int line, const std::string& message) const
{
    throw Error(ErrorKind::Configuration, file_.name + ":" + std::to_string(std::max(line, 1)) + ": " + message);
}

void CityTable::fail(const std::string& key, const std::string& message) const
{
    fail_at(line(key), label(key) + " " + message);
}

void CityTable::allow_only(const std::vector<std::string>& known) const
{
    for (const auto& [key, node] : table_) {
        const std::string name(key.str());
        if (std::find(known.begin(), known.end(), name) != known.end())
            continue;
        const std::string near = text::nearest(name, known);
        fail_at(static_cast<int>(key.source().begin.line),
                "unknown key \"" + name + "\"" + (name_.empty() ? "" : " in [" + name_ + "]") +
                    (near.empty() ? "; known are " + listed(known) : "; did you mean \"" + near + "\"?"));
    }
}

std::string CityTable::expand(const std::string& key, const std::string& value) const
{
    std::string out;
    std::size_t from = 0;
    for (std::size_t open = value.find("${"); open != std::string::npos; open = value.find("${", from)) {
        const std::size_t close = value.find('}', open);
        if (close == std::string::npos)
            fail(key, "has ${ without }; write ${NAME}, the name of an environment variable");
        const std::string name = value.substr(open + 2, close - open - 2);
        const char* const replacement = std::getenv(name.c_str());
        if (replacement == nullptr)
            fail(key, "needs the environment variable " + name + ", which is not set; export " + name + "=… first");
        out.append(value, from, open - from).append(replacement);
        from = close + 1;
    }
    return out.append(value, from);
}

std::optional<std::string> CityTable::text(const std::string& key) const
{
    const toml::node* const node = find(key);
    if (node == nullptr)
        return std::nullopt;
    const auto* const value = node->as_string();
    if (value == nullptr)
        fail(key, "must be text in quotes");
    return expand(key, value->get());
}

std::string CityTable::required_text(const std::string& key, const std::string& example) const
{
    const auto value = text(key);
    if (!value || value->empty())
        fail(key, "is missing; write for example " + key + " = " + example);
    return *value;
}

std::optional<std::string> CityTable::choice(const std::string& key, const std::vector<std::string>& choices) const
{
    const auto value = text(key);
    if (value && std::find(choices.begin(), choices.end(), *value) == choices.end()) {
        const std::string near = text::nearest(*value, choices);
        fail(key, "= \"" + *value + "\" is not one of " + listed(choices) +
                      (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
    }
    return value;
}

std::optional<double> CityTable::number(const std::string& key, double least, double most,
                                        const std::string& unit) const
{
    const toml::node* const node = find(key);
    if (node == nullptr)
        return std::nullopt;
    const auto value = node->value<double>();
    if (!node->is_number() || !value || !std::isfinite(*value))
        fail(key, "must be a number of " + unit + " without quotes or unit");
    if (*value < least || *value > most)
        fail(key, "= " + text::at_most(*value, 6) + " is not between " + text::at_most(least, 6) + " and " +
                      text::at_most(most, 6) + " " + unit);
    return value;
}

std::optional<std::vector<std::string>> CityTable::texts(const std::string& key) const
{
    const toml::node* const node = find(key);
    if (node == nullptr)
        return std::nullopt;
    const toml::array* const items = node->as_array();
    std::vector<std::string> out;
    if (items == nullptr)
        fail(key, "must be a list of texts, for example [\"a\", \"b\"]");
    for (const toml::node& item : *items) {
        if (!item.is_string())
            fail(key, "must be a list of texts, for example [\"a\", \"b\"]");
        out.push_back(expand(key, item.as_string()->get()));
    }
    return out;
}

std::optional<std::vector<std::string>> CityTable::texts_of(const std::string& key,
                                                            const std::vector<std::string>& known) const
{
    auto values = texts(key);
    for (const std::string& value : values.value_or(std::vector<std::string>{}))
        if (std::find(known.begin(), known.end(), value) == known.end())
            fail(key, "holds \"" + value + "\"; known are " + listed(known));
    return values;
}

std::optional<std::map<std::string, std::string>> CityTable::text_map(const std::string& key,
                                                                      const std::vector<std::string>& known) const
{
    const auto inner = table(key);
    if (!inner)
        return std::nullopt;
    inner->allow_only(known);
    std::map<std::string, std::string> out;
    for (const auto& [name, node] : inner->table_)
        out.emplace(name.str(), *inner->text(std::string(name.str())));
    return out;
}

std::map<std::string, std::string> CityTable::choices(const std::vector<std::string>& known) const
{
    std::map<std::string, std::string> out;
    for (const auto& [key, node] : table_)
        out.emplace(key.str(), *choice(std::string(key.str()), known));
    return out;
}

std::optional<Instant> CityTable::instant(const std::string& key) const
{
    const toml::node* const node = find(key);
    if (node == nullptr)
        return std::nullopt;
    std::optional<Instant> parsed;
    if (const auto* const day = node->as_date()) {
        const Date date{day->get().year, day->get().month, day->get().day};
        parsed = Instant{86400LL * date.day_number()};
    } else if (const auto* const time = node->as_date_time()) {
        const toml::date_time& t = time->get();
        if (!t.offset)
            fail(key, "has a time without its offset from UTC; write for example 2025-06-14T07:31:00Z or …+03:30");
        const Date date{t.date.year, t.date.month, t.date.day};
        parsed = Instant{86400LL * date.day_number() + 3600LL * t.time.hour + 60LL * t.time.minute + t.time.second -
                         60LL * t.offset->minutes};
    } else if (const auto* const written = node->as_string()) {
        parsed = Instant::parse(written->get());
    }
    if (!parsed)
        fail(key, "is no instant; write for example 2025-06-14T07:31:00Z (Gregorian, UTC)");
    return parsed;
}

std::optional<std::string> CityTable::source(const std::string& key, bool must_exist) const
{
    const auto written = text(key);
    if (!written)
        return std::nullopt;
    if (written->empty())
        fail(key, "is empty; write a path or a data source");
    const std::string resolved = resolve_source(*written, file_.folder);
    if (must_exist && !source_may_exist(resolved))
        fail(key, "= \"" + *written + "\" does not exist (looked for " + resolved +
                      "); correct the path, relative to " + file_.name);
    return resolved;
}

std::optional<CityTable> CityTable::table(const std::string& key) const
{
    const toml::node* const node = find(key);
    if (node == nullptr)
        return std::nullopt;
    const toml::table* const inner = node->as_table();
    if (inner == nullptr)
        fail(key, name_.empty() ? "must be a table: write [" + key + "] on a line of its own"
                                : "must be a table: " + key + " = { … }");
    return CityTable(*inner, name_.empty() ? key : name_ + "." + key, file_);
}

std::vector<CityTable> CityTable::tables(const std::string& key) const
{
    std::vector<CityTable> out;
    const toml::node* const node = find(key);
    if (node == nullptr)
        return out;
    const toml::array* const items = node->as_array();
    if (items == nullptr || !items->is_homogeneous(toml::node_type::table))
        fail(key, "must be written as [[" + name_ + "." + key + "]], once for each");
    for (const toml::node& item : *items)
        out.emplace_back(*item.as_table(), name_ + "." + key, file_);
    return out;
}

} // namespace didban
