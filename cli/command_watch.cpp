#include "commands.h"
#include "didban/gdal/process_settings.h"
#include "job_control.h"
#include "report_options.h"

namespace didban::cli {

void add_watch(CLI::App& app, Session& session)
{
    auto job = std::make_shared<WatchJob>();
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
    add_report_arguments(*command, *job, *given);
    add_detector(*command, job->detector);
    add_clear_within(*command, job->clear_within_days);
    command->add_flag("--keep-work", job->keep_work, "Keep the aligned images and other work files in DIR/.work");
    add_run_options(*command, session);
    auto* memory = command->get_option("--memory");
    command->callback([job, given, memory, &session] {
        job->from = given_date(given->from, "--from");
        job->to = given_date(given->to, "--to");
        job->run = job_control(session.run);
        if (memory->count() == 0)
            job->run.memory_mb = 0;
        keep_more_gdal_tiles();
        finish(run_watch(*job), *given, session);
    });
}

} // namespace didban::cli
