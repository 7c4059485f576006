#include "commands.h"
#include "didban/gdal/process_settings.h"
#include "job_control.h"
#include "report_options.h"

namespace didban::cli {

void add_merge(CLI::App& app, Session& session)
{
    auto job = std::make_shared<MergeJob>();
    auto given = std::make_shared<ReportArguments>();
    auto* command = app.add_subcommand("merge", "Put the parts of a plan's jobs together: the results of watch");
    command->add_option("PLAN", job->plan, "Folder of the plan, all of whose jobs were run")->required();
    add_result_arguments(*command, *job, *given);
    add_run_options(*command, session);
    auto* memory = command->get_option("--memory");
    command->callback([job, given, memory, &session] {
        job->run = job_control(session.run);
        if (memory->count() == 0)
            job->run.memory_mb = 0;
        keep_more_gdal_tiles();
        finish(run_merge(*job), *given, session);
    });
}

} // namespace didban::cli
