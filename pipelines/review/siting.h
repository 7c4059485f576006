#pragma once
#include "didban/rules/siting_criteria.h"
#include "pipelines/parcel/parcel_book.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What one criterion says of one parcel.
struct SitingScore {
    std::optional<double> value; ///< what was measured, in the criterion's unit; empty = unknown
    double score{};              ///< 0 to 1; unknown scores 0
    std::string reason;          ///< "passage_width_m 36 ≥ 24"
};

struct SitedParcel {
    std::size_t parcel{};
    int rank{};                      ///< from 1
    double total{};                  ///< weighted mean of the scores, 0 to 1
    std::vector<SitingScore> scores; ///< one per criterion
};

struct SitingResult {
    std::vector<SitedParcel> ranked; ///< best first; equal totals by parcel id
    std::int64_t candidates{}, ruled_out{};
    std::vector<std::int64_t> failed;  ///< per criterion: parcels that it ruled out
    std::vector<std::int64_t> unknown; ///< per criterion: parcels whose value is unknown
};

/// Ranks the parcels of a city by a criteria table. `top` = 0: all that pass. Same result for any number of threads.
[[nodiscard]] SitingResult site_parcels(const ParcelBook& book, const SitingCriteria& criteria, const Date& on,
                                        std::size_t top, const RunOptions& run);

[[nodiscard]] std::string siting_json(const ParcelBook& book, const SitingCriteria& criteria,
                                      const SitingResult& result, const Date& on);
/// One row per ranked parcel, by the name of `out`: .gpkg, .geojson or .csv.
void write_siting(const DataAccess& data, const ParcelBook& book, const SitingCriteria& criteria,
                  const SitingResult& result, const std::string& out);

} // namespace didban
