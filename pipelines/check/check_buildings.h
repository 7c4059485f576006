#pragma once
#include "pipelines/check/check_imagery.h"
#include "pipelines/city/problem_tally.h"

namespace didban {

/// Opens the city's building footprints, which it must name, and counts what is wrong with them, with their date and
/// with where they lie. Returns how many can be used. Throws Error{Interrupted} alone.
[[nodiscard]] std::int64_t check_buildings(const DataAccess& data, const City& city, const Crs& working,
                                           const std::vector<SceneExtent>& scenes, const RunOptions& run,
                                           ProblemTally& tally);

} // namespace didban
