#pragma once
#include "session.h"

#include "pipelines/judge/judge_changes.h"

#include <optional>
#include <string>

namespace didban::cli {

/// What watch and judge are both told.
struct ReportArguments {
    std::string city, from, to, fail_on;
    ReportOptions report;
};

/// Binds CITY, -o, --from, --to, --fail-on, --ledger.
void add_report_arguments(CLI::App& command, ReportArguments& arguments);

/// A day as 2026-03-21 or 1405/01/01; "" = not given. Throws Error{Usage} naming the option.
std::optional<Date> given_date(const std::string& text, const std::string& option);

ReportOptions report_options(const ReportArguments& arguments);

/// Prints the counts to stdout and sets the exit code: 3 when verdicts named by --fail-on were found.
void finish(const RunSummary& summary, const ReportArguments& arguments, Session& session);

} // namespace didban::cli
