#include "report_options.h"

#include "didban/base/error.h"
#include "didban/base/jalali.h"

#include <cstdio>

namespace didban::cli {

void add_city_and_period(CLI::App& command, std::string& city, ReportArguments& arguments)
{
    command.add_option("CITY", city, "city.toml, or the folder that holds it")->required();
    command.add_option("--from", arguments.from,
                       "Start of the period, 2026-03-21 or 1405/01/01; left out: the image before the last");
    command.add_option("--to", arguments.to, "End of the period; left out: the last image");
}

void add_clear_within(CLI::App& command, int& days)
{
    command
        .add_option("--clear-within", days,
                    "Longest time to a clear image that stands in where one of the two dates does not show a parcel, "
                    "days; 0: none does")
        ->capture_default_str()
        ->check(CLI::Range(0, most_clear_within_days));
}

void add_detector(CLI::App& command, std::optional<DetectorChoice>& detector)
{
    command
        .add_option_function<std::string>(
            "--detector", [&detector](const std::string& word) { detector = detector_choice(word); },
            "How changes are found; left out: as city.toml says")
        ->check(CLI::IsMember(detector_names()));
}

template <class Job>
void add_result_arguments(CLI::App& command, Job& job, ReportArguments& arguments)
{
    command.add_option("-o,--output", job.output, "Folder for the results; created")->required();
    command
        .add_option("--fail-on", arguments.fail_on,
                    "Exit with 3 when there are parcels or findings with this verdict: suspected, or unclear (either); "
                    "those whose case is dismissed or closed do not count")
        ->check(CLI::IsMember({"suspected", "unclear"}));
    command.add_option("--ledger", job.ledger, "GeoPackage or PG: database that keeps the cases; left out: the city's");
}

template <class Job>
void add_report_arguments(CLI::App& command, Job& job, ReportArguments& arguments)
{
    add_city_and_period(command, job.city, arguments);
    add_result_arguments(command, job, arguments);
}

template void add_result_arguments(CLI::App&, MergeJob&, ReportArguments&);
template void add_report_arguments(CLI::App&, WatchJob&, ReportArguments&);
template void add_report_arguments(CLI::App&, JudgeJob&, ReportArguments&);

std::optional<Date> given_date(const std::string& text, const std::string& option)
{
    if (text.empty())
        return std::nullopt;
    if (const auto day = Date::parse_iso(text))
        return day;
    if (const auto day = parse_record_date(text, Calendar::Auto))
        return day->date;
    throw Error(ErrorKind::Usage, option + " \"" + text + "\" is not a day; write 2026-03-21 or 1405/01/01");
}

void finish(const JobResult& result, const ReportArguments& arguments, Session& session)
{
    std::printf("period %s to %s\n", result.not_before.iso().c_str(), result.not_after.iso().c_str());
    for (const auto& [verdict, n] : result.parcels)
        std::printf("parcels %-10s %lld\n", verdict.c_str(), static_cast<long long>(n));
    std::printf("results in %s\n", result.output.c_str());
    const auto found = [&](const char* verdict) {
        const auto c = result.open.find(verdict);
        return c != result.open.end() && c->second > 0;
    };
    const bool reached = arguments.fail_on == "suspected"
                             ? found("suspected")
                             : arguments.fail_on == "unclear" && (found("suspected") || found("unclear"));
    session.exit_code = reached ? FindingsReached : Done;
}

} // namespace didban::cli
