#pragma once
#include "pipelines/city/problem_tally.h"
#include "pipelines/run/run_options.h"

namespace didban {

/// Opens the plan's layers and rules and counts what is missing: layers, CRS, zones without rules, bands that no rule
/// covers, and all that loading the plan into `crs`, the working CRS, notes.
void check_plan(const DataAccess& data, const City& city, const Crs& crs, const RunOptions& run, ProblemTally& tally);

} // namespace didban
