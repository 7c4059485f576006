#pragma once
#include "didban/base/date.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What a table of limits does not say itself.
struct ImportOptions {
    std::string plan_id{"imported"};
    std::string document;           ///< for rows without one; "" = every row must name its own
    std::optional<Date> valid_from; ///< for rows without one
    std::string level{"DETAILED"};
    std::string layer; ///< sheet or layer, when there are several
};

/// The rules that were made, and everything that was not: columns without a meaning here, cells that are no number.
/// Nothing is guessed.
struct ImportedPlan {
    std::string rules_toml;
    std::int64_t rows{}, rules{};
    std::vector<std::string> lost; ///< one sentence per loss, in the table's order
};

/// Turns a spreadsheet of limits per zone (CSV, XLSX, ODS: whatever OGR opens; docs/import-plan.md) into rules.toml.
/// The result has been read back by the rules reader. Throws Error{UnreadableInput} for a table without a zone column,
/// a row without zone, source or date.
[[nodiscard]] ImportedPlan import_limits_table(const DataAccess& data, const std::string& source,
                                               const ImportOptions& options);

} // namespace didban
