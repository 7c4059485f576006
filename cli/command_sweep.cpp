#include "commands.h"
#include "number_range.h"
#include "report_options.h"

#include "didban/city/city.h"
#include "didban/gdal/versions.h"
#include "pipelines/sweep/sweep.h"

#include <cstdio>

namespace didban::cli {

namespace sweep_command {

struct SweepArguments {
    std::string city, on, accept_built_by;
    SweepCityOptions options;
};

void run_sweep(SweepArguments& arguments, const Session& session)
{
    SweepCityOptions& options = arguments.options;
    options.on = given_date(arguments.on, "--on");
    options.accept_built_by = given_date(arguments.accept_built_by, "--accept-built-by");
    options.version = DIDBAN_VERSION;
    options.libraries = gdal_versions();
    const SweepSummary found = sweep_city(session.data, read_city(arguments.city), options, session.run);
    std::printf("on %s\n", found.on.iso().c_str());
    for (const auto& [verdict, n] : found.buildings)
        std::printf("buildings %-14s %lld\n", verdict.c_str(), static_cast<long long>(n));
    for (const auto& [verdict, n] : found.parcels)
        std::printf("parcels   %-14s %lld\n", verdict.c_str(), static_cast<long long>(n));
    std::printf("results in %s\n", options.output.c_str());
}

} // namespace sweep_command

void add_sweep(CLI::App& app, Session& session)
{
    using namespace sweep_command;
    auto arguments = std::make_shared<SweepArguments>();
    auto* command = app.add_subcommand("sweep", "What stands and matches no permit or record, change left aside");
    command->footer("Holds every standing building against permits and older records. No verdict of it is a violation "
                    "found: no_record and\nexceeds_record are reasons to look at the records. Writes sweep.geojson, "
                    "sweep_parcels.geojson, sweep.csv, sweep.gpkg\nand run.json into DIR; the ledger stays as it "
                    "is.\n\nExample: didban sweep khoy/city.toml --standing outlines-1405.gpkg -o out");
    command->add_option("CITY", arguments->city, "city.toml, or the folder that holds it")->required();
    command->add_option("-o,--output", arguments->options.output, "Folder for the results; created")->required();
    command->add_option("--standing", arguments->options.standing,
                        "Outlines of what stands (any vector file), or a raster (.tif, .vrt, .img) of the probability "
                        "of buildings or a mask, 0 to 1; left out: the city's [buildings]");
    command->add_option("--layer", arguments->options.layer, "Layer of the outlines, when there are several");
    command->add_option("--on", arguments->on,
                        "The day it shows, 2026-03-21 or 1405/01/01; left out: as_of of [buildings] where that is "
                        "swept, else the day of the last image");
    command->add_option("--accept-built-by", arguments->accept_built_by,
                        "Buildings whose column `built` says this day or an earlier one are taken as recorded");
    command->add_option("--accuracy", arguments->options.accuracy_m, "One sigma of the outlines of what stands, metres")
        ->check(between(0, 1000, "metres"))
        ->capture_default_str();
    add_run_options(*command, session);
    command->callback([arguments, &session] { run_sweep(*arguments, session); });
}

} // namespace didban::cli
