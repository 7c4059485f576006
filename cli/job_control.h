#pragma once
#include "didban/jobs.h"
#include "pipelines/run/run_options.h"

namespace didban::cli {

/// The options of a command as the library's jobs take them.
inline JobControl job_control(const RunOptions& run)
{
    return {run.threads, run.tile_size, run.memory_mb, run.stop, run.log};
}

} // namespace didban::cli
