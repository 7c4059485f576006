#pragma once
#include "pipelines/shard/shard_plan.h"

namespace didban {

/// Writes what runs a plan's jobs on clusters of others into PLAN: slurm.sh, which submits one job array for each phase
/// and the merge, each waiting for the one before it, and kubernetes.yaml, one Indexed Job for each phase. Both call
/// `didban shard run` with the same numbers.
void write_cluster_files(const ShardPlan& plan);

} // namespace didban
