#pragma once
#include "didban/base/detector_choice.h"
#include "pipelines/run/overall_progress.h"
#include "pipelines/watch/series.h"

namespace didban {

inline constexpr const char* load_step = "reading the city's data";
inline constexpr const char* cadastre_step = "laying the cadastre on the images";
inline constexpr const char* report_step = "judging and writing the report";

/// What a watch goes through, by the names that its steps report, with their shares of the time as measured on a town
/// of 1,536 × 1,536 pixels and a simulated one. `detector`: as asked for.
[[nodiscard]] std::vector<ExpectedStep> watch_steps(const SeriesPlan& series, DetectorChoice detector);

} // namespace didban
