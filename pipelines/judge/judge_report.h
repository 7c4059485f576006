#pragma once
#include "didban/report/findings_files.h"
#include "didban/report/run_record.h"
#include "pipelines/judge/judge_changes.h"
#include "pipelines/judge/judge_objects.h"
#include "pipelines/judge/write_report.h"
#include "pipelines/run/work_store.h"

#include <vector>

namespace didban {

/// Judges, follows the cases in the ledger, ranks, explains and writes every file of the run into `store`, saves the
/// ledger and publishes last. Does not stream: findings are ranked together. `record` comes with inputs, parameters and
/// alignment; counts and warnings are added.
RunSummary report_run(const DataAccess& data, const JudgeInput& input, const RunSources& sources,
                      report::RunRecord record, const ReportOptions& options, WorkStore& store, const RunOptions& run);

/// Refuses before the long work what report_run would refuse after it: a ledger that cannot be reached or
/// written, a file that is no ledger, one in another CRS, a calibration that cannot be used,
/// a format of the report that GDAL cannot write here.
void check_before_report(const DataAccess& data, const CityData& city, const ReportOptions& options,
                         const RunOptions& run);

/// All that decides verdicts, for run.json.
void record_thresholds(const JudgeInput& input, PlanDrawnOn plan_drawn_on, report::RunRecord& record);

} // namespace didban
