#pragma once
#include "didban/cases/visit.h"
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <string>
#include <vector>

namespace didban {

/// Cases that wait for a visit (detected; suspected or unclear) in the order that findings call priority: suspected
/// first, by visit_score() (severity, what can still be stopped, confidence) times 1 to 2 as the case's first clock
/// runs out, cut at the budget less the control sample. Districts are those of the parcels. The control sample is drawn
/// from the parcels whose last observation is no_change, authorized or exempt: what it finds tells how much the list
/// misses. The visits are divided among the patrols and put in the order of their routes' stops (plan_routes()). The
/// same ledger, options and seed give the same list. Throws Error{Usage} for a bad option and as list_cases().
[[nodiscard]] std::vector<Visit> plan_visits(const DataAccess& data, const City& city, const std::string& ledger,
                                             const VisitOptions& options, const RunOptions& run);

} // namespace didban
