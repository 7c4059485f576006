#pragma once
#include "pipelines/watch/register_series.h"

namespace didban {

/// What changed between two dates, and the map that says where one could look.
struct FoundChanges {
    DetectResult result;
    std::string map; ///< work file; see detect_change()
};

/// Stages 3 to 5: what holds for the whole scene, the cells, the objects (detect_change), with the heights of their
/// tops where the dates have surfaces. Streams as detect_change(). Throws Error{IncompatibleInput} when no pixel is
/// seen at both dates.
[[nodiscard]] FoundChanges find_changes(const DataAccess& data, const RegisteredSeries& series, const EpochPair& dates,
                                        const DetectOptions& how, StepStore& store, const RunOptions& run);

} // namespace didban
