#pragma once
#include "didban/base/date.h"
#include "didban/base/error.h"
#include "didban/rules/rule_places.h"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Throws Error{Configuration} "file:line: message".
[[noreturn]] void fail_at(const RulePlaces& file, const toml::source_region& at, const std::string& message);
[[nodiscard]] std::string in_quotes(std::string_view text);
/// "a", "b" or "c".
[[nodiscard]] std::string list_choices(const std::vector<std::string>& choices);
/// "; did you mean "x"?", or "; write one of …".
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string>& choices);

/// One TOML table read strictly: every key must be expected, every value of the right type.
class TomlTable {
public:
    /// `what` names the table in messages: "rule "R2-1"", "[plan]".
    TomlTable(const RulePlaces& file, const toml::table& table, std::string what);
    /// Throws when the table has a key that is not in `keys`.
    void only(const std::vector<std::string>& keys) const;
    [[nodiscard]] bool has(const char* key) const { return table_.contains(key); }
    [[nodiscard]] const toml::node* find(const char* key) const { return table_.get(key); }
    [[nodiscard]] std::string text(const char* key, const std::string& otherwise = {}) const;
    [[nodiscard]] std::string required_text(const char* key) const;
    [[nodiscard]] std::optional<std::int64_t> integer(const char* key) const;
    [[nodiscard]] std::optional<double> number(const char* key) const;
    [[nodiscard]] std::optional<bool> boolean(const char* key) const;
    /// A TOML date, or text such as "1400/01/01" (Jalali) or "2021-03-21".
    [[nodiscard]] std::optional<Date> date(const char* key) const;
    /// A text or a list of texts; whole numbers are taken as text. Absent = empty.
    [[nodiscard]] std::vector<std::string> texts(const char* key) const;
    [[nodiscard]] std::optional<TomlTable> table(const char* key) const;
    [[nodiscard]] const toml::table& raw() const { return table_; }
    [[nodiscard]] const std::string& what() const { return what_; }
    [[nodiscard]] const RulePlaces& file() const { return file_; }
    [[nodiscard]] int line() const { return static_cast<int>(table_.source().begin.line); }
    [[noreturn]] void fail(const char* key, const std::string& message) const;
    [[noreturn]] void fail_here(const std::string& message) const
    {
        fail_at(file_, table_.source(), what_ + ": " + message);
    }

private:
    const RulePlaces& file_;
    const toml::table& table_;
    std::string what_;
};

/// Calls `read` for every table of the list [[key]].
template <class Read>
void each_table(const RulePlaces& file, const toml::table& root, const char* key, Read read)
{
    const toml::node* node = root.get(key);
    if (!node)
        return;
    const toml::array* array = node->as_array();
    if (!array)
        fail_at(file, node->source(), std::string(key) + " must be a list of tables; write [[" + key + "]]");
    for (const toml::node& one : *array) {
        const toml::table* table = one.as_table();
        if (!table)
            fail_at(file, one.source(), std::string(key) + " must be a list of tables; write [[" + key + "]]");
        const auto id = (*table)["id"].value<std::string>();
        read(TomlTable(file, *table, key + (id ? " " + in_quotes(*id) : std::string{})));
    }
}

/// One word out of a closed list of names.
template <class Names>
auto one_of(const TomlTable& table, const char* key, const Names& names, decltype(names.list[0].first) otherwise)
{
    if (!table.has(key))
        return otherwise;
    const std::string word = table.required_text(key);
    const auto found = names.find(word);
    if (!found || word.empty())
        table.fail(key, std::string(key) + " " + in_quotes(word) + " is not known" + suggestion(word, names.all()));
    return *found;
}

} // namespace didban
