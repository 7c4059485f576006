#pragma once
#include "pipelines/detect/map_cells.h"
#include "pipelines/detect/scene_statistics.h"

namespace didban::detect {

/// Names of passes, for processes that share them (ScenePasses).
inline constexpr const char *sample_pass = "sample", *weigh_pass = "weigh", *detect_pass = "detect",
                            *decide_pass = "decide";

/// The statistics of the whole scene, as a sample of at most about `limit` pixels. Streams by tile. Throws
/// Error{IncompatibleInput} when the dates see no pixel in common.
[[nodiscard]] PairSample sample_pair(const PairSource& pair, const Schedule& plan, const RunOptions& run,
                                     std::int64_t limit);

/// IR-MAD of the scene, iterated on the sample; where that is not every pixel, mostly on a sixteenth of it. `exact`:
/// until all pixels confirm the solution, for which each time they stream by tile.
[[nodiscard]] IrmadSolution scene_irmad(const PairSource& pair, const PairSample& sample, const Schedule& plan,
                                        const RunOptions& run, bool exact);

} // namespace didban::detect
