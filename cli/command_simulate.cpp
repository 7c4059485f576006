#include "commands.h"
#include "number_range.h"
#include "pipelines/simulate/simulate.h"

#include <cstdio>

namespace didban::cli {

namespace simulate_command {

struct Options {
    SimulateOptions simulate;
    std::string preset{"realistic"};
    double activity{1};
};

void run(Options options, const Session& session)
{
    options.simulate.city.preset = simulate::busier(simulate::preset(options.preset), options.activity);
    const SimulateReport report = simulate_city(session.data, options.simulate, session.run);
    std::string verdicts;
    for (const auto& [name, count] : report.verdicts)
        verdicts += (verdicts.empty() ? "" : ", ") + std::to_string(count) + " " + name;
    session.run.log.info(std::to_string(report.parcels) + " parcels (" + verdicts + "), " +
                         std::to_string(report.permits) + " permits, " + std::to_string(report.distractors) +
                         " parcels with distractors; run: didban watch " + options.simulate.out + "/city.toml -o " +
                         options.simulate.out + "/watch");
    std::fputs(simulated_summary(options.simulate.out, options.simulate.city.seed, options.preset, report).c_str(),
               stdout);
}

} // namespace simulate_command

void add_simulate(CLI::App& app, Session& session)
{
    using namespace simulate_command;
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("simulate", "A synthetic city with imagery, cadastre, permits, plan and the full truth");
    command->add_option("-o,--output", options->simulate.out, "Folder to write into")->required();
    command->add_option("--seed", options->simulate.city.seed, "Same seed, same city, byte for byte")
        ->required()
        ->check(whole_number());
    command->add_option("--parcels", options->simulate.city.parcels, "Parcels in the cadastre")->capture_default_str();
    command
        ->add_option("--epochs", options->simulate.city.epochs,
                     "Images, about a year apart; the last two bound the period of the truth")
        ->capture_default_str();
    command->add_option("--gsd", options->simulate.city.gsd, "Metres per pixel")->capture_default_str();
    command->add_option("--preset", options->preset, "easy, realistic or hard: see docs/simulator.md")
        ->capture_default_str();
    command
        ->add_option("--activity", options->activity,
                     "Times the works and distractors of a common year; 0 is a quiet one, 4 makes a city to train on")
        ->capture_default_str()
        ->check(between(0, 100));
    command->add_option("--city", options->simulate.place, "khoy or isfahan: position, sun and CRS")
        ->capture_default_str();
    command->add_option("--crs", options->simulate.crs, "Another projected CRS in metres, for example EPSG:32638");
    command->add_flag("--dsm", options->simulate.city.dsm,
                      "Also surface heights per epoch, and buildings with floors too many");
    command->add_flag("--buildings", options->simulate.buildings,
                      "Also buildings.gpkg: footprints as an older map has them, named in city.toml");
    add_run_options(*command, session);
    command->footer("Prints a JSON summary. Every parcel, person and permit is invented.\nExample: didban simulate -o "
                    "sample --seed 7 --parcels 1000 --preset realistic");
    command->callback([options, &session] { run(*options, session); });
}

} // namespace didban::cli
