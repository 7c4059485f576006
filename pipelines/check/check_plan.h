#pragma once
#include "pipelines/city/problem_tally.h"

namespace didban {

/// Opens the plan's layers and rules and counts what is missing: layers, CRS, zones without rules, bands that no rule
/// covers.
void check_plan(const DataAccess& data, const City& city, ProblemTally& tally);

} // namespace didban
