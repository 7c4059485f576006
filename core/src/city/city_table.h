#pragma once
#include "didban/base/date.h"

#include <map>
#include <optional>
#include <string>
#include <toml++/toml.h>
#include <vector>

namespace didban {

/// The file a table comes from: its name for messages, its folder for relative paths, and the lines of the keys read so
/// far.
struct CityToml {
    std::string name;
    std::string folder;
    std::map<std::string, int> lines;
};

/// One table of a TOML file with checked access: every error is Error{Configuration} that starts with file:line.
class CityTable {
public:
    CityTable(const toml::table& table, std::string name, CityToml& file)
        : table_(table), name_(std::move(name)), file_(file)
    {
    }

    /// Refuses keys that are not in `known`, with the nearest of them.
    void allow_only(const std::vector<std::string>& known) const;
    /// Text with ${NAME} replaced by the environment's value.
    [[nodiscard]] std::optional<std::string> text(const std::string& key) const;
    [[nodiscard]] std::string required_text(const std::string& key, const std::string& example) const;
    /// One of `choices`.
    [[nodiscard]] std::optional<std::string> choice(const std::string& key,
                                                    const std::vector<std::string>& choices) const;
    /// A number within [least, most]; `unit` is named in the message.
    [[nodiscard]] std::optional<double> number(const std::string& key, double least, double most,
                                               const std::string& unit) const;
    [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& key) const;
    /// A list, each of `known`.
    [[nodiscard]] std::optional<std::vector<std::string>> texts_of(const std::string& key,
                                                                   const std::vector<std::string>& known) const;
    [[nodiscard]] std::optional<std::map<std::string, std::string>>
    text_map(const std::string& key, const std::vector<std::string>& known) const;
    /// Every key of this table, whatever it is called, with its value, which must be one of `known`.
    [[nodiscard]] std::map<std::string, std::string> choices(const std::vector<std::string>& known) const;
    /// An instant; a bare date is midnight UTC. A time without its offset from UTC is refused.
    [[nodiscard]] std::optional<Instant> instant(const std::string& key) const;
    /// A data source or file: relative paths are taken from the file's folder; local ones must exist if `must_exist`.
    [[nodiscard]] std::optional<std::string> source(const std::string& key, bool must_exist = true) const;
    [[nodiscard]] std::optional<CityTable> table(const std::string& key) const;
    /// The tables of [[name.key]].
    [[nodiscard]] std::vector<CityTable> tables(const std::string& key) const;
    [[nodiscard]] bool has(const std::string& key) const { return table_.contains(key); }
    [[nodiscard]] int line(const std::string& key) const;
    [[noreturn]] void fail(const std::string& key, const std::string& message) const;

private:
    [[nodiscard]] const toml::node* find(const std::string& key) const;
    [[nodiscard]] std::string expand(const std::string& key, const std::string& value) const;
    [[nodiscard]] std::string label(const std::string& key) const;
    [[noreturn]] void fail_at(int line, const std::string& message) const;

    const toml::table& table_;
    std::string name_;
    CityToml& file_;
};

} // namespace didban
