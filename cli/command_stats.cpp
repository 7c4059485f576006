#include "commands.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/city/city.h"
#include "didban/report/case_figures.h"
#include "didban/report/district_page.h"
#include "didban/report/figures_page.h"
#include "didban/report/text_file.h"
#include "pipelines/cases/city_stats.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/districts/district_figures.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

namespace didban::cli {

namespace stats_command {

struct StatsArguments {
    std::string city, ledger, output, format{"json"};
    int least_cell{3};
    bool districts{false};
};

/// A page of an earlier run, not somebody's own file of such a name.
bool is_district_page(const std::filesystem::path& file)
{
    if (!file.filename().string().starts_with("district-") || file.extension() != ".html")
        return false;
    std::ifstream in(file);
    std::string head(1024, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    return head.find("<meta name=\"generator\" content=\"Didban\">") != std::string::npos;
}

/// Pages of districts that are no more would stand beside the new ones.
void remove_pages(const std::string& folder)
{
    namespace fs = std::filesystem;
    std::vector<fs::path> pages;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (is_district_page(entry.path()))
            pages.push_back(entry.path());
    for (const fs::path& page : pages)
        fs::remove(page);
}

/// A page per district and their table, beside the figures.
void write_districts(const DistrictReport& report, const std::string& folder)
{
    namespace fs = std::filesystem;
    make_output_folder(folder);
    remove_pages(folder);
    const std::vector<std::string> pages = district_pages(report);
    for (std::size_t i = 0; i < pages.size(); ++i)
        write_text_file((fs::path(folder) / pages[i]).string(), district_html(report, i));
    write_text_file((fs::path(folder) / "districts.csv").string(), districts_csv(report));
}

} // namespace stats_command

void add_stats(CLI::App& app, Session& session)
{
    using namespace stats_command;
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
    command->add_flag("--districts", arguments->districts,
                      "With -o: also a page per district for planners, in DIR/districts; for the office, not for "
                      "publication");
    command->callback([arguments, &session] {
        namespace fs = std::filesystem;
        if (arguments->districts && arguments->output.empty())
            throw Error(ErrorKind::Usage, "--districts needs -o DIR, where the pages are to be written");
        const City city = read_city(arguments->city);
        const Ledger ledger =
            read_ledger(session.data, city, arguments->ledger.empty() ? city.ledger : arguments->ledger, session.run);
        const CityStats stats = city_stats(city, ledger, arguments->least_cell);
        if (arguments->output.empty()) {
            std::fputs((arguments->format == "csv" ? stats_csv(stats) : stats_json(stats)).c_str(), stdout);
            return;
        }
        std::optional<DistrictReport> districts; // before anything is written: they can be refused
        if (arguments->districts)
            districts = district_figures(session.data, city, ledger, session.run);
        make_output_folder(arguments->output);
        write_text_file((fs::path(arguments->output) / "stats.csv").string(), stats_csv(stats));
        write_text_file((fs::path(arguments->output) / "stats.json").string(), stats_json(stats));
        write_text_file((fs::path(arguments->output) / "stats.html").string(),
                        stats_html(stats, {city.name, city.name_fa, city.languages}));
        if (districts)
            write_districts(*districts, (fs::path(arguments->output) / "districts").string());
    });
}

} // namespace didban::cli
