#include "commands.h"

#include "didban/base/error.h"
#include "didban/city/city.h"
#include "didban/report/visit_files.h"
#include "didban/report/visit_page.h"
#include "number_range.h"
#include "output_arguments.h"
#include "parcel_options.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/cases/plan_visits.h"
#include "report_options.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace didban::cli {

namespace plan_visits_command {

const std::vector<std::string> formats{"csv", "json", "geojson", "gpx", "kml", "html"};

struct VisitArguments {
    std::string city, ledger, output, format, report, as_of, lang{"fa"};
    VisitOptions options;
};

/// As asked for; else by the ending of the output's name; else CSV.
std::string format_of(const VisitArguments& a)
{
    if (!a.format.empty())
        return a.format;
    std::string ending = std::filesystem::path(a.output).extension().string();
    if (!ending.empty())
        ending.erase(0, 1);
    return std::find(formats.begin(), formats.end(), ending) != formats.end() ? ending : "csv";
}

/// A chip of the evidence that a run wrote for a case; "" where it wrote none.
std::string chip(const std::string& report, const std::string& case_id, bool after)
{
    std::ifstream file(std::filesystem::path(report) / "evidence" / case_id / (after ? "after.png" : "before.png"),
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What the output cannot hold.
void tell_left_out(const std::vector<Visit>& visits, const VisitArguments& a, const Session& session)
{
    const std::string format = format_of(a);
    const auto count = [&](const auto& such) { return std::count_if(visits.begin(), visits.end(), such); };
    const auto nowhere = count([](const Visit& v) { return v.patrol == 0; });
    if (nowhere > 0 && (format == "gpx" || format == "kml"))
        session.run.log.warn(std::to_string(nowhere) + " visits have no place and are left out of the " + format +
                             "; csv, json and html list them");
    const auto bare = count([&](const Visit& v) {
        return !v.control && (chip(a.report, v.case_id, false).empty() || chip(a.report, v.case_id, true).empty());
    });
    if (bare > 0 && format == "html" && !a.report.empty())
        session.run.log.warn(std::to_string(bare) + " cases have no pictures in " + a.report +
                             "; they may come from another run");
}

std::string text_of(const std::vector<Visit>& visits, const City& city, const VisitArguments& a)
{
    const std::string format = format_of(a);
    if (format == "csv")
        return visits_csv(visits);
    if (format == "json")
        return visits_json(visits, a.options);
    if (format == "geojson")
        return visits_geojson(visits);
    if (format == "gpx")
        return visits_gpx(visits, city.name);
    if (format == "kml")
        return visits_kml(visits, city.name);
    VisitPage page;
    page.language = language_of(a.lang);
    page.city = page.language == Language::Fa && !city.name_fa.empty() ? city.name_fa : city.name;
    if (!a.report.empty())
        page.chip = [&](const std::string& case_id, bool after) { return chip(a.report, case_id, after); };
    return visits_html(visits, page);
}

} // namespace plan_visits_command

void add_plan_visits(CLI::App& app, Session& session)
{
    using namespace plan_visits_command;
    auto arguments = std::make_shared<VisitArguments>();
    auto* command = app.add_subcommand("plan-visits", "Ranked visit list under a budget, with a random control sample");
    command->footer(
        "Cases that wait for a visit in the order of the findings' priority; then parcels drawn at random "
        "where nothing is suspected,\nwhose visits tell what the list misses. The table can be filled in and "
        "read back with `didban cases CITY import`.\n\nExample: didban plan-visits khoy/city.toml "
        "--budget 40 -o visits.csv\n         didban plan-visits khoy/city.toml --budget 40 --patrols 3 --report run -o "
        "visits.html");
    command->add_option("CITY", arguments->city, "city.toml, or the folder that holds it")->required();
    command->add_option("--budget", arguments->options.budget, "Visits that can be made")
        ->required()
        ->check(CLI::Range(1, 10'000'000));
    command->add_option("--control", arguments->options.control_share, "Share of the budget for the control sample")
        ->check(between(0, 1))
        ->capture_default_str();
    command->add_option("--seed", arguments->options.seed, "Seed of the draw")
        ->check(whole_number())
        ->capture_default_str();
    command->add_option("--district", arguments->options.district, "Only this district");
    command->add_option("--patrols", arguments->options.patrols, "Patrols among whom the visits are divided")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("-o,--output", arguments->output, "File to write; left out: stdout");
    command
        ->add_option("--format", arguments->format,
                     "csv, json, geojson, gpx, kml or html (to print); left out: by the file's ending, else csv")
        ->check(CLI::IsMember(formats));
    command->add_option("--lang", arguments->lang, "fa or en, for html")
        ->check(CLI::IsMember({"fa", "en"}))
        ->capture_default_str();
    command->add_option("--as-of", arguments->as_of, "Day on which clocks are read; left out: today");
    command->add_option("--report", arguments->report, "Folder of a run whose pictures the html shows");
    command->add_option("--ledger", arguments->ledger,
                        "GeoPackage or PG: database that keeps the cases; left out: the city's");
    command->callback([arguments, &session] {
        check_result(arguments->output);
        std::error_code absent;
        if (!arguments->report.empty() && !std::filesystem::is_directory(arguments->report, absent))
            throw Error(ErrorKind::Usage, "--report " + arguments->report +
                                              ": no such folder; name the folder that `didban watch -o` wrote");
        const City city = read_city(arguments->city);
        arguments->options.as_of = given_date(arguments->as_of, "--as-of").value_or(today_utc());
        const auto visits = plan_visits(session.data, city, arguments->ledger.empty() ? city.ledger : arguments->ledger,
                                        arguments->options, session.run);
        tell_left_out(visits, *arguments, session);
        write_result(text_of(visits, city, *arguments), arguments->output);
    });
}

} // namespace didban::cli
