#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "didban/report/district_page.h"
#include "pipelines/run/run_options.h"

#include <string>

namespace didban {

/// What the ledger (`path`, "" = the city's), the cadastre and the plan say of each district: verdicts of the last
/// period, work without a permit, and what the plan's limits of that day allow. The ledger is read alone. Throws Error
/// for inputs that cannot be worked with.
[[nodiscard]] DistrictReport district_figures(const DataAccess& data, const City& city, const std::string& path,
                                              const RunOptions& run);

} // namespace didban
