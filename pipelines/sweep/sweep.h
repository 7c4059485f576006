#pragma once
#include "didban/city/city.h"
#include "didban/findings/sweep.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace didban {

struct SweepCityOptions {
    std::string standing;   ///< outlines of what stands, or a raster of the probability of buildings; "" = [buildings]
    std::string layer;      ///< of the outlines; "" = the only one
    std::optional<Date> on; ///< the day; empty: as_of of [buildings] where that is swept, else that of the last image
    std::optional<Date> accept_built_by; ///< buildings of this day of building or before are taken as recorded
    double accuracy_m{0.5};              ///< one sigma of the outlines, metres
    std::string output;                  ///< folder
    std::string version;                 ///< of the program, for run.json
    std::vector<std::pair<std::string, std::string>> libraries; ///< that results depend on, with their versions
};

struct SweepSummary {
    Date on;
    std::map<std::string, std::int64_t> buildings, parcels; ///< counts per verdict
};

/// Holds what stands against permits and older records, change left aside, and writes sweep.geojson,
/// sweep_parcels.geojson, sweep.csv, sweep.gpkg and run.json (docs/commands/sweep.md). The city's ledger is neither
/// read nor written. Same bytes for any number of threads. Throws Error for inputs that cannot be worked with; then
/// nothing is left in the output folder.
SweepSummary sweep_city(const DataAccess& data, const City& city, const SweepCityOptions& options,
                        const RunOptions& run);

} // namespace didban
