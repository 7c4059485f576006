#pragma once
#include "didban/cases/case_figures.h"
#include "didban/city/city.h"
#include "pipelines/cases/ledger.h"

namespace didban {

/// Counts the ledger's cases. A row of fewer than `least_cell` cases is suppressed, and where the rows suppressed of
/// one verdict are one or few together, the next smallest too, so that the verdict's total does not give it away;
/// months and districts sum the other rows. A control sample or a record of hours of fewer visits is suppressed too. A
/// case is visited once it was confirmed or dismissed, unless that was taken back.
[[nodiscard]] CityStats city_stats(const City& city, const Ledger& ledger, int least_cell);

} // namespace didban
