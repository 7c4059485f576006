#pragma once
#include "didban/report/run_record.h"
#include "pipelines/city/city_data.h"

namespace didban {

/// Loads the records and throws Error{IncompatibleInput} for a problem that stops a run; all others go to the log and
/// the record.
[[nodiscard]] CityData load_for_run(const DataAccess& data, const City& city, const RunOptions& run,
                                    report::RunRecord& record);

/// Puts a problem of the data into the record and, as one line with its count, into the log.
void note_problem(const Problem& problem, const RunOptions& run, report::RunRecord& record);

} // namespace didban
