#pragma once
#include "pipelines/cases/ledger.h"
#include "pipelines/cases/manage_cases.h"

#include <string>
#include <vector>

namespace didban {

/// The ledger. Throws Error{Configuration} when the city names none, Error{UnreadableInput} when there is none yet.
[[nodiscard]] Ledger load_existing_ledger(const DataAccess& data, const std::string& path, const Crs& crs);

/// Open cases first, suspected before unclear before the rest, the largest first.
[[nodiscard]] std::vector<Case> cases_that_fit(const Ledger& ledger, const CaseFilter& filter);

/// Today in UTC, ISO.
[[nodiscard]] std::string today_utc();

} // namespace didban
