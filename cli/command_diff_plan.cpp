#include "commands.h"
#include "didban/base/error.h"
#include "didban/report/table_format.h"
#include "parcel_options.h"
#include "pipelines/review/diff_plan.h"

namespace didban::cli {

namespace diff_plan_command {

struct Options {
    std::string before, after, city, on, out;
};

/// A city, or with --city a rules.toml in place of the city's own.
std::shared_ptr<const ParcelBook> load(const std::string& argument, const Options& o, const Session& session)
{
    if (o.city.empty())
        return ParcelBook::load(session.data, argument, session.run);
    City city = read_city(o.city);
    city.plan_rules = argument;
    CityData records = load_city_data(session.data, city, session.run);
    PlanData plan = load_plan(session.data, city, records.crs, session.run);
    return ParcelBook::from(std::move(records), std::move(plan));
}

void run(const Options& o, const Session& session)
{
    check_result(o.out);
    const Date on = day_or_today(o.on, "--on");
    const auto before = load(o.before, o, session), after = load(o.after, o, session);
    const PlanDifference difference = diff_plan(*before, *after, on, session.run);
    session.run.log.info(std::to_string(difference.parcels.size()) + " of " + std::to_string(difference.compared) +
                         " parcels change");
    if (names_table(o.out))
        write_plan_difference(session.data, difference, after->city().crs, o.out);
    else
        write_result(plan_difference_json(difference, on), o.out);
}

} // namespace diff_plan_command

void add_diff_plan(CLI::App& app, Session& session)
{
    using namespace diff_plan_command;
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand("diff-plan", "Parcels whose limits change from one plan to another, and how");
    command
        ->add_option("OLD", o->before,
                     "City (city.toml or its folder) with the old plan; with --city: the old rules.toml")
        ->required();
    command->add_option("NEW", o->after, "The same with the new plan")->required();
    command->add_option("--city", o->city, "City whose parcels and map layers both rules files are applied to");
    command->add_option("--on", o->on, "Limits in force on this day; left out: today");
    command->add_option(
        "-o,--output", o->out,
        ".gpkg, .geojson, .csv, .fgb or .parquet: a row per parcel and limit; else JSON; left out: standard output");
    add_run_options(*command, session);
    command->footer("Change is tighter, looser or other (unknown, inquiry, another list of uses).\n"
                    "Example: didban diff-plan old-rules.toml new-rules.toml --city khoy -o changes.gpkg");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
