#include "commands.h"
#include "report_options.h"

#include "didban/city/city.h"
#include "pipelines/watch/watch.h"

namespace didban::cli {

void add_watch(CLI::App& app, Session& session)
{
    auto options = std::make_shared<WatchOptions>();
    auto given = std::make_shared<ReportArguments>();
    auto* command = app.add_subcommand("watch", "Compare two dates of imagery and judge every parcel: the main job");
    command->footer("Aligns the later image to the earlier one, finds changes, joins them with parcels, permits and "
                    "plan, follows the cases in "
                    "the\nledger and writes findings.geojson, parcels.geojson, changes.geojson, findings.csv, "
                    "report.gpkg, change_NAME.tif "
                    "and run.json into DIR.\nAn interrupted run started again continues. Exit: 0 done, 1 processing "
                    "failed, 2 wrong input, 3 "
                    "--fail-on reached, 130 interrupted.\n\nExample: didban watch khoy/city.toml -o out --from "
                    "2024-06-20 --to 2025-06-14");
    add_report_arguments(*command, *given);
    command
        ->add_option("--detector", options->detector,
                     "auto, irmad, learned, evidence, sar or dsm; left out: as city.toml says")
        ->check(CLI::IsMember({"auto", "irmad", "learned", "evidence", "sar", "dsm", "difference"}));
    command->add_flag("--keep-work", given->report.keep_work,
                      "Keep the aligned images and other work files in DIR/.work");
    add_run_options(*command, session);
    auto* memory = command->get_option("--memory");
    command->callback([options, given, memory, &session] {
        const City city = read_city(given->city);
        if (memory->count() == 0)
            session.run.memory_mb = city.memory_mb;
        options->from = given_date(given->from, "--from");
        options->to = given_date(given->to, "--to");
        options->report = report_options(*given);
        finish(watch_city(session.data, city, *options, session.run), *given, session);
    });
}

} // namespace didban::cli
