#pragma once
#include "session.h"

#include "didban/jobs.h"

#include <optional>
#include <string>

namespace didban::cli {

/// What watch and judge are told beside their own options.
struct ReportArguments {
    std::string from, to, fail_on;
};

/// Binds CITY, --from and --to.
void add_city_and_period(CLI::App& command, std::string& city, ReportArguments& arguments);
/// Binds --clear-within.
void add_clear_within(CLI::App& command, int& days);
/// Binds --detector.
void add_detector(CLI::App& command, std::optional<DetectorChoice>& detector);
/// Binds CITY, -o, --from, --to, --fail-on, --ledger; `job` is a WatchJob or a JudgeJob.
template <class Job>
void add_report_arguments(CLI::App& command, Job& job, ReportArguments& arguments);

/// Those of them that are not about the city and the period: -o, --fail-on, --ledger; `job` may be a MergeJob.
template <class Job>
void add_result_arguments(CLI::App& command, Job& job, ReportArguments& arguments);

/// A day as 2026-03-21 or 1405/01/01; "" = not given. Throws Error{Usage} naming the option.
std::optional<Date> given_date(const std::string& text, const std::string& option);

/// Prints the counts to stdout and sets the exit code: 3 when verdicts named by --fail-on were found.
void finish(const JobResult& result, const ReportArguments& arguments, Session& session);

} // namespace didban::cli
