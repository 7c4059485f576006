#include "commands.h"
#include "didban/city/city.h"
#include "pipelines/check/check_city.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace didban::cli {

namespace check_command {

struct Options {
    std::string city;
    bool json{false};
};

void print_json(const CheckReport& report)
{
    nlohmann::ordered_json problems = nlohmann::ordered_json::array();
    for (const Problem& problem : report.problems)
        problems.push_back({{"code", problem.code},
                            {"level", problem.level},
                            {"input", problem.input},
                            {"count", problem.count},
                            {"message", problem.message},
                            {"examples", problem.examples}});
    nlohmann::ordered_json all{{"city", report.city.name}, {"file", report.city.file},  {"crs", report.city.crs},
                               {"scenes", report.scenes},  {"parcels", report.parcels}, {"permits", report.permits}};
    if (report.buildings)
        all["buildings"] = *report.buildings;
    all["stops_a_run"] = report.stops_a_run();
    all["problems"] = std::move(problems);
    // Broken bytes of an input must not break the report.
    std::puts(all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void print_text(const CheckReport& report)
{
    std::printf("%s: %s, %s%s\n", report.city.file.c_str(),
                report.city.name.empty() ? "(no name)" : report.city.name.c_str(), report.city.crs.c_str(),
                report.crs_name.empty() ? "" : (" (" + report.crs_name + ")").c_str());
    std::printf("%lld scenes, %lld parcels, %lld permits%s\n\n", static_cast<long long>(report.scenes),
                static_cast<long long>(report.parcels), static_cast<long long>(report.permits),
                report.buildings ? (", " + std::to_string(*report.buildings) + " building footprints").c_str() : "");
    for (const Problem& problem : report.problems) {
        std::printf("%-7s %s %s: %lld\n        %s\n", problem.level.c_str(), problem.input.c_str(),
                    problem.code.c_str(), static_cast<long long>(problem.count), problem.message.c_str());
        for (const std::string& example : problem.examples)
            std::printf("          - %s\n", example.c_str());
    }
    const auto errors = std::count_if(report.problems.begin(), report.problems.end(),
                                      [](const Problem& p) { return p.level == "error"; });
    const auto warnings = static_cast<std::ptrdiff_t>(report.problems.size()) - errors;
    std::printf("%s%td kinds of errors, %td kinds of warnings: %s\n", report.problems.empty() ? "" : "\n", errors,
                warnings, errors > 0 ? "a run would stop" : "a run can go on");
}

} // namespace check_command

void add_check(CLI::App& app, Session& session)
{
    using namespace check_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "check", "Open and check every input of a city: CRS, shapes, keys, dates, texts, links, rules");
    command->add_option("CITY", options->city, "city.toml or the folder that holds it")->required();
    command->add_flag("--json", options->json, "Print the result as JSON");
    add_run_options(*command, session);
    command->footer("Exit code 0: no problem, or warnings only. 2: something would stop a run.\n"
                    "Example: didban check khoy/city.toml --json > check.json");
    command->callback([options, &session] {
        const CheckReport report = check_city(session.data, read_city(options->city), session.run);
        options->json ? print_json(report) : print_text(report);
        session.exit_code = report.stops_a_run() ? WrongInput : Done;
    });
}

} // namespace didban::cli
