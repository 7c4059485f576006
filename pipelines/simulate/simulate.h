#pragma once
#include "didban/ports/data_access.h"
#include "didban/simulate/block.h"
#include "didban/simulate/scene_setup.h"
#include "pipelines/run/run_options.h"

#include <map>
#include <string>
#include <vector>

namespace didban {

struct SimulateOptions {
    std::string out;            ///< folder, made when absent
    std::string place{"khoy"};  ///< "khoy" or "isfahan": name, position and CRS
    std::string crs;            ///< another projected CRS in metres, "" = that of the place
    bool buildings{false};      ///< also a map of the buildings before, with its errors; all other files stay the same
    simulate::CityOptions city; ///< longitude and latitude are set from the place
};

struct SimulateReport {
    std::int64_t parcels{}, permits{};
    std::int64_t width{}, height{};                 ///< pixels of each scene
    std::map<std::string, std::int64_t> verdicts;   ///< truth, last period
    std::map<std::string, std::int64_t> violations; ///< truth, one parcel may count under several
    std::map<std::string, std::int64_t> stories;    ///< what happened, "quiet" included
    std::map<std::string, std::int64_t> dirt;       ///< dirtied records by kind
    std::int64_t distractors{};                     ///< parcels with something that must not be flagged
    std::vector<simulate::SceneSetup> scenes;
};

/// Writes a synthetic city with imagery, masks, cadastre, permits, plan, rules and truth, and at last city.toml, which
/// `watch` runs as it is. All people, plots and permits are invented. Streams: memory grows with tiles in flight, not
/// with the city. The bytes depend on the options alone. Throws Error{Usage} for options that make no city,
/// Error{OutputFailed}, Error{Interrupted}.
SimulateReport simulate_city(const DataAccess& data, const SimulateOptions& options, const RunOptions& run);

} // namespace didban
