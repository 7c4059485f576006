#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

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
};

/// Counts the ledger's cases. A row of fewer than `least_cell` cases is suppressed, and when only one is, the next
/// smallest too, so that no total gives it away. A case is visited once it was
/// confirmed or dismissed, unless that was taken back. Throws as
/// list_cases().
[[nodiscard]] CityStats city_stats(const DataAccess& data, const City& city, const std::string& ledger, int least_cell,
                                   const RunOptions& run);

[[nodiscard]] std::string stats_json(const CityStats& stats);
/// One line per row; suppressed counts are empty. UTF-8 with BOM.
[[nodiscard]] std::string stats_csv(const CityStats& stats);

} // namespace didban
