#pragma once
#include "didban/pipelines/judge_changes.h"
#include "didban/pipelines/judge_objects.h"
#include "didban/report/findings_files.h"
#include "didban/report/run_record.h"
#include "run_state.h"

#include <vector>

namespace didban {

/// Judges, follows the cases in the ledger, ranks, explains and writes every file of the run into `state`, saves the
/// ledger and publishes last. `record` comes with inputs, parameters and alignment; counts and warnings are added.
RunSummary report_run(const DataAccess& data, const JudgeInput& input, const std::vector<report::Evidence>& evidence,
                      report::RunRecord record, const ReportOptions& options, RunState& state, const RunOptions& run);

/// Loads the records and throws Error{IncompatibleInput} for a problem that stops a run; all others go to the log and
/// the record.
[[nodiscard]] CityData load_for_run(const DataAccess& data, const City& city, const RunOptions& run,
                                    report::RunRecord& record);

/// Refuses before the long work what report_run would refuse after it: a ledger that cannot be reached or
/// written, a file that is no ledger, one in another CRS.
void check_ledger(const DataAccess& data, const CityData& city, const ReportOptions& options);

/// Inputs of the city but its images, hashed: city file, cadastre, permits, buildings, plan.
[[nodiscard]] std::vector<report::InputRecord> record_inputs(const City& city);
/// One input; a data source that is no file (a database) has no hash.
[[nodiscard]] report::InputRecord record_input(const City& city, const std::string& role, const std::string& path);

/// All that decides verdicts, for run.json.
void record_thresholds(const JudgeInput& input, report::RunRecord& record);

} // namespace didban
