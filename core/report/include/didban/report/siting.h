#pragma once
#include "didban/geo/crs.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "didban/rules/siting_criteria.h"

#include <array>
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
    std::string told;            ///< Overlay: kind and id of one that the parcel lies at; Vacant: the evidence;
                                 ///< Ownership: the class; "" = none
};

/// What speaks for and against a plot being empty.
struct LandState {
    enum class State { Unknown, SeenEmpty, RecordedEmpty, NotEmpty };
    State state{State::Unknown};
    std::optional<Date> seen; ///< SeenEmpty: the last day on which it was seen so
    std::string evidence;     ///< "seen empty on 2025-06-01, recorded as empty"; never ""
};
/// "unknown", "seen_empty", "recorded_empty", "not_empty".
[[nodiscard]] std::string_view name(LandState::State state);

/// What a housing scheme asks of a plot besides.
struct LandFacts {
    LandState vacancy;
    std::string ownership; ///< class as the cadastre writes it; "" = not said
    std::string street;    ///< that it has access to: the widest passage; "" = none
    std::optional<double> passage_width_m, frontage_m;
    bool streets_known{false};
    std::vector<std::string> constraints; ///< "fault F-1, 12.5 % of the plot": overlays in force that share ground
    bool constraints_known{false};
};

struct SitedParcel {
    const Parcel* parcel{};
    int rank{};                      ///< from 1
    double total{};                  ///< weighted mean of the scores, 0 to 1
    std::vector<SitingScore> scores; ///< one per criterion
    std::optional<LandFacts> land;   ///< where a criterion asks for empty plots or ownership
};

struct SitingResult {
    std::vector<SitedParcel> ranked; ///< best first; equal totals by parcel id
    std::int64_t candidates{}, ruled_out{};
    std::array<std::int64_t, 4> vacancy{}; ///< candidates by LandState::State, where a criterion asks for land
    std::vector<std::int64_t> failed;      ///< per criterion: parcels that it ruled out
    std::vector<std::int64_t> unknown;     ///< per criterion: parcels whose value is unknown
};

/// "passage_width_m 36 ≥ 24".
[[nodiscard]] std::string siting_reason(const SitingCriterion& criterion, const SitingScore& score);
[[nodiscard]] std::string siting_json(const SitingCriteria& criteria, const SitingResult& result, const Date& on);
/// One row per ranked parcel, with geometry in `crs`, by the name of `out`: .gpkg, .geojson or .csv.
void write_siting(const DataAccess& data, const Crs& crs, const SitingCriteria& criteria, const SitingResult& result,
                  const std::string& out);

} // namespace didban
