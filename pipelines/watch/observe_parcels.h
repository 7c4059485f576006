#pragma once
#include "didban/align/working_grid.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <string>
#include <vector>

namespace didban {

/// Which share of each parcel the change map has seen, 0 to 1, in the parcels' order. Streams by tile.
[[nodiscard]] std::vector<double> observed_shares(const DataAccess& data, const std::string& change_map,
                                                  const std::vector<Parcel>& parcels, const RunOptions& run);

/// Whether any parcel lies on the grid.
[[nodiscard]] bool any_parcel_on(const WorkingGrid& grid, const std::vector<Parcel>& parcels);

} // namespace didban
