#pragma once
#include "didban/ports/data_access.h"
#include "didban/report/simulated_city.h"
#include "didban/simulate/block.h"
#include "pipelines/run/run_options.h"

#include <string>

namespace didban {

struct SimulateOptions {
    std::string out;            ///< folder, made when absent
    std::string place{"khoy"};  ///< "khoy" or "isfahan": name, position and CRS
    std::string crs;            ///< another projected CRS in metres, "" = that of the place
    bool buildings{false};      ///< also a map of the buildings before, with its errors; all other files stay the same
    simulate::CityOptions city; ///< longitude and latitude are set from the place
};

/// Writes a synthetic city with imagery, masks, cadastre, permits, plan, rules and truth, and at last city.toml, which
/// `watch` runs as it is. All people, plots and permits are invented. Streams: memory grows with tiles in flight, not
/// with the city. The bytes depend on the options alone. Throws Error{Usage} for options that make no city,
/// Error{OutputFailed}, Error{Interrupted}.
SimulateReport simulate_city(const DataAccess& data, const SimulateOptions& options, const RunOptions& run);

} // namespace didban
