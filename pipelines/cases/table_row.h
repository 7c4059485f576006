#pragma once
#include "didban/base/date.h"
#include "didban/ports/feature_source.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// One row of a table that people filled in, by column name.
class TableRow {
public:
    /// `where`: the table and the row, for messages. `columns` and `feature` must outlive it.
    TableRow(std::string where, const std::vector<std::string>& columns, const Feature& feature)
        : where_(std::move(where)), columns_(columns), feature_(feature)
    {
    }
    [[nodiscard]] std::string text(const std::string& column) const; ///< without blanks round it; "" = empty, no column
    /// Throws as fail() for what is no number.
    [[nodiscard]] std::optional<double> number(const std::string& column) const;
    /// The day in `on`, ISO or Jalali. Throws as fail() for what is none.
    [[nodiscard]] std::optional<Date> day() const;
    [[nodiscard]] const Feature& feature() const { return feature_; }
    [[nodiscard]] const std::string& where() const { return where_; }
    /// Throws Error{UnreadableInput} naming table and row.
    [[noreturn]] void fail(const std::string& what) const;

private:
    std::string where_;
    const std::vector<std::string>& columns_;
    const Feature& feature_;
};

} // namespace didban
