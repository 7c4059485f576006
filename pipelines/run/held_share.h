#pragma once
#include "pipelines/run/run_options.h"

namespace didban {

/// Megabytes of `memory_mb` that decoded pixels may be held in (HeldRasters); none where the limit is tight. Steps that
/// plan their memory leave it out.
[[nodiscard]] constexpr double held_share_mb(const RunOptions& run)
{
    return run.memory_mb > 512 ? (run.memory_mb - 512) / 4.0 : 0;
}

} // namespace didban
