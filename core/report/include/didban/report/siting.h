#pragma once
#include "didban/geo/crs.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "didban/rules/siting_criteria.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What one criterion says of one parcel.
struct SitingScore {
    std::optional<double> value; ///< what was measured, in the criterion's unit; empty = unknown, or out of reach
    double score{};              ///< 0 to 1; unknown scores 0
    bool known{true};            ///< false: the data do not say
    std::string overlay;         ///< Overlay: kind and id of one that the parcel lies at; "" = none
};

struct SitedParcel {
    const Parcel* parcel{};
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

/// "passage_width_m 36 ≥ 24".
[[nodiscard]] std::string siting_reason(const SitingCriterion& criterion, const SitingScore& score);
[[nodiscard]] std::string siting_json(const SitingCriteria& criteria, const SitingResult& result, const Date& on);
/// One row per ranked parcel, with geometry in `crs`, by the name of `out`: .gpkg, .geojson or .csv.
void write_siting(const DataAccess& data, const Crs& crs, const SitingCriteria& criteria, const SitingResult& result,
                  const std::string& out);

} // namespace didban
