#include "pipelines/cases/table_row.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"
#include "didban/base/text.h"

namespace didban {

std::string TableRow::text(const std::string& column) const
{
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i] != column)
            continue;
        const std::string value = as_text(feature_.values[i]);
        const auto from = value.find_first_not_of(" \t\r\n"), to = value.find_last_not_of(" \t\r\n");
        return from == std::string::npos ? "" : value.substr(from, to - from + 1);
    }
    return "";
}

std::optional<double> TableRow::number(const std::string& column) const
{
    const std::string said = text(column);
    if (said.empty())
        return std::nullopt;
    const auto number = text::parse_number(said);
    if (!number || number->percent)
        fail(column + " is \"" + said + "\"; write a number");
    return number->value;
}

std::optional<Date> TableRow::day() const
{
    const std::string said = text("on");
    if (said.empty())
        return std::nullopt;
    if (const auto day = Date::parse_iso(said))
        return day;
    if (const auto day = parse_record_date(said, Calendar::Auto))
        return day->date;
    fail("on is \"" + said + "\"; write a day as 2026-03-21 or 1405/01/01");
}

void TableRow::fail(const std::string& what) const
{
    throw Error(ErrorKind::UnreadableInput, where_ + ": " + what + "; nothing was imported");
}

} // namespace didban
