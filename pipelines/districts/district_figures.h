#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "didban/report/district_page.h"
#include "pipelines/cases/ledger.h"
#include "pipelines/run/run_options.h"

namespace didban {

/// What the city's ledger, the cadastre and the plan say of each district: verdicts of the last period, work without a
/// permit, and what the plan's limits of that day allow. Parcels are found by their earlier codes too. The ledger is
/// read alone. Throws Error for inputs that cannot be worked with.
[[nodiscard]] DistrictReport district_figures(const DataAccess& data, const City& city, const Ledger& ledger,
                                              const RunOptions& run);

} // namespace didban
