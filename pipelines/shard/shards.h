#pragma once
#include "pipelines/judge/judge_changes.h"
#include "pipelines/shard/shard_plan.h"
#include "pipelines/watch/watch.h"

namespace didban {

/// A watch on many machines: plan_shards() once, run_shard() for every job of every phase, phase by phase, then
/// merge_shards(). The files of the merge are those of watch_city() on one machine, byte for byte.

/// Cuts a watch into jobs and writes PLAN/plan.json, and beside it what runs the jobs on a cluster. `jobs`: of each
/// phase that goes over the scene; fewer where it has fewer lattice cells. `options.report` counts for the version
/// alone. Does what a watch does before it reads pixels, and throws what it throws; Error{Usage} where PLAN holds
/// another plan.
ShardPlan plan_shards(const DataAccess& files, const City& city, const WatchOptions& options, int jobs,
                      const std::string& folder, const RunOptions& run);

/// Does one job (from 1) of a phase, unless its part is there and whole. Its part gets its name in one step, so a job
/// that was ended is started again, on any machine. Throws Error{Usage} for a job that the plan does not have or that
/// another process does now, Error{UnreadableInput} when an image was changed since the plan was made or a part of an
/// earlier phase is missing; the message then names the job to run.
void run_shard(const DataAccess& files, const ShardPlan& plan, const std::string& phase, int job,
               const RunOptions& run);

/// Puts the parts together and does what is left of the watch; the only step that touches the ledger. Throws as
/// watch_city() and run_shard().
RunSummary merge_shards(const DataAccess& files, const City& city, const ShardPlan& plan, const ReportOptions& report,
                        const RunOptions& run);

} // namespace didban
