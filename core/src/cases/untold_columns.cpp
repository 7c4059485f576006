#include "untold_columns.h"

#include <algorithm>
#include <array>

namespace didban {

bool is_untold(std::string_view column)
{
    constexpr std::array<std::string_view, 5> names{"last_seen", "address", "raw_confidence", "detector", "sensor"};
    return std::find(names.begin(), names.end(), column) != names.end();
}

bool untold_changed(const Case& before, const Case& after)
{
    const std::vector<CaseColumn>& columns = case_columns();
    return std::any_of(columns.begin(), columns.end(), [&](const CaseColumn& column) {
        return is_untold(column.name) && text_of(column.get(before)) != text_of(column.get(after));
    });
}

} // namespace didban
