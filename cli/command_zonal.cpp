#include "commands.h"
#include "didban/base/output_path.h"
#include "pipelines/zonal/zonal.h"

namespace didban::cli {

namespace zonal_command {

struct Options {
    std::string raster, zones, out, layer, statistics{"mean"};
};

void run(const Options& options, const Session& session)
{
    check_output_file(options.out);
    check_not_an_input(options.out, {options.raster, options.zones});
    const ZonalOptions zonal_options{options.layer, parse_statistics(options.statistics)};
    const ZonalReport report =
        zonal(session.data, options.raster, options.zones, options.out, zonal_options, session.run);
    const auto note = [&](std::int64_t count, const char* what) {
        if (count > 0)
            session.run.log.warn(std::to_string(count) + " of " + std::to_string(report.zones) + " zones " + what);
    };
    note(report.without_area, "have no area; their statistics are empty");
    note(report.outside, "lie outside the raster; their statistics are empty and their count is 0");
    note(report.repaired, "were not valid polygons and were repaired");
    session.run.log.info(std::to_string(report.zones) + " zones written to " + options.out);
}

} // namespace zonal_command

void add_zonal(CLI::App& app, Session& session)
{
    using namespace zonal_command;
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "zonal", "Statistics of a raster inside each zone, every pixel weighted by the exact share inside");
    command->add_option("raster", options->raster, "Raster, any band count; rotated georeferences are fine")
        ->required();
    command->add_option("zones", options->zones, "Polygons; in another CRS they are transformed to the raster's")
        ->required();
    command->add_option("-o,--output", options->out, "Result: .csv (no geometry), .gpkg, .geojson, .shp or .fgb")
        ->required();
    command
        ->add_option("--stats", options->statistics,
                     "Comma-separated: count (pixels), sum, mean, min, max, stdev, variance, median, qNN (per cent), "
                     "majority, minority, variety")
        ->capture_default_str();
    command->add_option("--layer", options->layer, "Layer of the zones, when there are several");
    add_run_options(*command, session);
    command->footer("Columns are named after the statistic; with several bands band_1_mean, band_2_mean, …\n"
                    "Example: didban zonal change.tif parcels.gpkg -o shares.csv --stats mean,count,q90");
    command->callback([options, &session] { run(*options, session); });
}

} // namespace didban::cli
