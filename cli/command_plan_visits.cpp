#include "commands.h"

#include "didban/city/city.h"
#include "didban/report/case_figures.h"
#include "number_range.h"
#include "output_arguments.h"
#include "pipelines/cases/plan_visits.h"

namespace didban::cli {

namespace {

struct VisitArguments {
    std::string city, ledger, output, format{"csv"};
    VisitOptions options;
};

} // namespace

void add_plan_visits(CLI::App& app, Session& session)
{
    auto arguments = std::make_shared<VisitArguments>();
    auto* command = app.add_subcommand("plan-visits", "Ranked visit list under a budget, with a random control sample");
    command->footer(
        "Cases that wait for a visit in the order of the findings' priority; then parcels drawn at random "
        "where nothing is suspected,\nwhose visits tell what the list misses. The table can be filled in and "
        "read back with `didban cases CITY import`.\n\nExample: didban plan-visits khoy/city.toml "
        "--budget 40 -o visits.csv");
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
    command->add_option("-o,--output", arguments->output, "File to write; left out: stdout");
    command->add_option("--format", arguments->format, "csv or json")
        ->check(CLI::IsMember({"csv", "json"}))
        ->capture_default_str();
    command->add_option("--ledger", arguments->ledger,
                        "GeoPackage or PG: database that keeps the cases; left out: the city's");
    command->callback([arguments, &session] {
        check_result(arguments->output);
        const City city = read_city(arguments->city);
        const auto visits = plan_visits(session.data, city, arguments->ledger.empty() ? city.ledger : arguments->ledger,
                                        arguments->options, session.run);
        const std::string text =
            arguments->format == "json" ? visits_json(visits, arguments->options) : visits_csv(visits);
        write_result(text, arguments->output);
    });
}

} // namespace didban::cli
