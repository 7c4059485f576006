#pragma once
#include "didban/land/permit.h"
#include "pipelines/city/city_data.h"
#include "pipelines/city/problem_tally.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace didban {

/// Streams the permits of a city in source order, normalised, shapes in the working CRS, to `take`, and counts what was
/// met. Memory does not grow with the table but for 16 bytes a row, by which re-issues are found. Returns the number of
/// rows.
std::int64_t read_permits(const DataAccess& data, const City& city, const Crs& working, const RunOptions& run,
                          ProblemTally& tally, const std::function<void(Permit&&)>& take);

/// Joins rows of the same number and plot (merge_reissued) at the place of the first. Keeps the order of the rest.
void join_reissued(std::vector<Permit>& permits);

} // namespace didban
