#pragma once
#include "didban/cases/case_figures.h"
#include "didban/cases/visit.h"

#include <string>
#include <vector>

namespace didban {

[[nodiscard]] std::string stats_json(const CityStats& stats);
/// One line per row; suppressed counts are empty. UTF-8 with BOM.
[[nodiscard]] std::string stats_csv(const CityStats& stats);

[[nodiscard]] std::string visits_csv(const std::vector<Visit>& visits); ///< UTF-8 with BOM; decision, reason, on: empty
[[nodiscard]] std::string visits_json(const std::vector<Visit>& visits, const VisitOptions& options);

} // namespace didban
