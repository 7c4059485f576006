#pragma once
#include "didban/report/run_record.h"
#include "pipelines/city/city_data.h"
#include "pipelines/city/problem_tally.h"

namespace didban {

/// Loads the records and throws Error{IncompatibleInput} for a problem that stops a run; all others go to the log and
/// the record.
[[nodiscard]] CityData load_for_run(const DataAccess& data, const City& city, const RunOptions& run,
                                    report::RunRecord& record);

/// Puts problems of the data into the record and, as one line each with its count, into the log.
void note_problems(const ProblemTally& tally, const RunOptions& run, report::RunRecord& record);

} // namespace didban
