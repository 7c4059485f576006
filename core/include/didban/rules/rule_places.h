#pragma once
#include <map>
#include <string>
#include <utility>

namespace didban {

/// How messages name the places of a rules text: by line for a file, by table and row for rules out of a database.
class RulePlaces {
public:
    /// A file: "rules.toml:14".
    explicit RulePlaces(std::string file) : name_(std::move(file)) {}
    /// Tables of `source`: the rows that became these lines, "table rules, row 12".
    RulePlaces(std::string source, std::map<int, std::string> rows) : name_(std::move(source)), rows_(std::move(rows))
    {
    }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Start of a message: "rules.toml:14" or "plan.gpkg, table rules, row 12".
    [[nodiscard]] std::string at(int line) const
    {
        const auto row = rows_.find(line);
        return row == rows_.end() ? name_ + (rows_.empty() ? ":" + std::to_string(line) : std::string{})
                                  : name_ + ", " + row->second;
    }
    /// A second place in the same message: "line 14" or "table rules, row 12".
    [[nodiscard]] std::string beside(int line) const
    {
        const auto row = rows_.find(line);
        return row == rows_.end() ? "line " + std::to_string(line) : row->second;
    }

private:
    std::string name_;
    std::map<int, std::string> rows_;
};

} // namespace didban
