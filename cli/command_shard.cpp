#include "commands.h"
#include "didban/gdal/process_settings.h"
#include "pipelines/shard/shards.h"
#include "report_options.h"

#include "didban/city/city.h"

#include <cstdio>

namespace didban::cli {

namespace shard_command {

struct PlanArguments {
    std::string city, output;
    ReportArguments period;
    std::optional<DetectorChoice> detector;
    int clear_within_days{default_clear_within_days};
    int jobs{};
};

void add_plan(CLI::App& shard, Session& session)
{
    auto given = std::make_shared<PlanArguments>();
    auto* command = shard.add_subcommand("plan", "Cut a watch into jobs");
    add_city_and_period(*command, given->city, given->period);
    command->add_option("-o,--output", given->output, "Folder for the plan and the jobs' parts; created")->required();
    command->add_option("--jobs", given->jobs, "Jobs of each phase that goes over the scene")
        ->required()
        ->check(CLI::PositiveNumber);
    add_detector(*command, given->detector);
    add_clear_within(*command, given->clear_within_days);
    add_run_options(*command, session);
    command->callback([given, &session] {
        const City city = read_city(given->city);
        WatchOptions options;
        options.from = given_date(given->period.from, "--from");
        options.to = given_date(given->period.to, "--to");
        options.detector = given->detector;
        options.clear_within_days = given->clear_within_days;
        options.report.version = DIDBAN_VERSION;
        const ShardPlan plan = plan_shards(session.data, city, options, given->jobs, given->output, session.run);
        for (const ShardPhase& p : plan.phases)
            std::printf("%s\t%d\n", p.name.c_str(), p.jobs);
    });
}

struct RunArguments {
    std::string plan, phase;
    int job{};
};

void add_run(CLI::App& shard, Session& session)
{
    auto given = std::make_shared<RunArguments>();
    auto* command = shard.add_subcommand("run", "Do one job of a plan");
    command->add_option("PLAN", given->plan, "Folder of the plan")->required();
    command->add_option("--phase", given->phase, "Phase, as plan.json names it")->required();
    command->add_option("--job", given->job, "Number of the job, from 1")->required()->check(CLI::PositiveNumber);
    add_run_options(*command, session);
    command->callback([given, &session] {
        keep_more_gdal_tiles();
        run_shard(session.data, read_shard_plan(given->plan, DIDBAN_VERSION), given->phase, given->job, session.run);
    });
}

} // namespace shard_command

void add_shard(CLI::App& app, Session& session)
{
    using namespace shard_command;
    auto* command = app.add_subcommand("shard", "Cut a watch into jobs for many machines, and do one of them");
    command->require_subcommand(1);
    command->footer("Example: didban shard plan khoy/city.toml -o plan --jobs 16; didban shard run plan --phase weigh "
                    "--job 3; didban merge plan -o out");
    add_plan(*command, session);
    add_run(*command, session);
}

} // namespace didban::cli
