#include "commands.h"

#include "didban/base/output_path.h"
#include "didban/city/city.h"
#include "didban/report/case_figures.h"
#include "didban/report/figures_page.h"
#include "didban/report/text_file.h"
#include "pipelines/cases/city_stats.h"

#include <cstdio>
#include <filesystem>

namespace didban::cli {

namespace {

struct StatsArguments {
    std::string city, ledger, output, format{"json"};
    int least_cell{3};
};

} // namespace

void add_stats(CLI::App& app, Session& session)
{
    auto arguments = std::make_shared<StatsArguments>();
    auto* command = app.add_subcommand("stats", "Figures for publication: cases by district, month and verdict");
    command->footer(
        "Counts the ledger's cases by the month of first sight: found, visited, confirmed, dismissed, and the "
        "mean days from\nsight to decision. Rows of few cases are suppressed; no ids, no places. Writes "
        "stats.csv, stats.json and the page stats.html into DIR,\nor one of the tables to stdout.\n\nExample: didban "
        "stats "
        "khoy/city.toml -o public");
    command->add_option("CITY", arguments->city, "city.toml, or the folder that holds it")->required();
    command->add_option("-o,--output", arguments->output, "Folder for the files, created; left out: stdout");
    command->add_option("--format", arguments->format, "What goes to stdout: json or csv")
        ->check(CLI::IsMember({"json", "csv"}))
        ->capture_default_str();
    command->add_option("--least-cell", arguments->least_cell, "Rows of fewer cases are suppressed; 0 = none")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--ledger", arguments->ledger,
                        "GeoPackage or PG: database that keeps the cases; left out: the city's");
    command->callback([arguments, &session] {
        namespace fs = std::filesystem;
        const City city = read_city(arguments->city);
        const CityStats stats =
            city_stats(session.data, city, arguments->ledger.empty() ? city.ledger : arguments->ledger,
                       arguments->least_cell, session.run);
        if (arguments->output.empty()) {
            std::fputs((arguments->format == "csv" ? stats_csv(stats) : stats_json(stats)).c_str(), stdout);
            return;
        }
        make_output_folder(arguments->output);
        write_text_file((fs::path(arguments->output) / "stats.csv").string(), stats_csv(stats));
        write_text_file((fs::path(arguments->output) / "stats.json").string(), stats_json(stats));
        write_text_file((fs::path(arguments->output) / "stats.html").string(),
                        stats_html(stats, {city.name, city.name_fa, city.languages}));
    });
}

} // namespace didban::cli
