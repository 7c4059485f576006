#pragma once
#include "didban/cases/control_sample.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Cases of one district, month of first sight and verdict. Counts are empty where publishing them could point at a
/// person.
struct StatsRow {
    std::string district; ///< "" = unknown
    std::string month;    ///< "1404/08" or "2025-11", by the city's calendar
    std::string verdict;
    bool suppressed{false};
    std::optional<std::int64_t> cases, visited, confirmed, dismissed;
    std::optional<double> mean_delay_days; ///< first sight to decision, over visited cases
};

/// What may be published of a city's cases: no ids, no places.
struct CityStats {
    std::string city;
    std::string calendar; ///< "jalali" or "gregorian": of `month`
    int least_cell{};
    std::vector<StatsRow> rows;                     ///< by district, month, verdict
    std::map<std::string, std::int64_t> totals;     ///< cases per verdict; of the whole city, never suppressed
    std::map<std::string, std::int64_t> dismissals; ///< per reason
    std::optional<double> confirmed_share;          ///< confirmed / visited
    ControlSample control;                          ///< what visits to parcels drawn at random say of what was missed
};

} // namespace didban
