#pragma once
#include "didban/cases/case_figures.h"

#include <string>

namespace didban {

[[nodiscard]] std::string stats_json(const CityStats& stats);
/// One line per row; suppressed counts are empty. UTF-8 with BOM.
[[nodiscard]] std::string stats_csv(const CityStats& stats);

} // namespace didban
