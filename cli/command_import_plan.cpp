#include "commands.h"
#include "didban/pipelines/import_plan.h"
#include "parcel_options.h"

namespace didban::cli {

namespace {

struct Options {
    std::string table, valid_from, out;
    ImportOptions import;
};

void run(const Options& o, const Session& session)
{
    ImportOptions options = o.import;
    options.valid_from = optional_day(o.valid_from, "--valid-from");
    const ImportedPlan plan = import_limits_table(session.data, o.table, options);
    for (const std::string& loss : plan.lost)
        session.run.log.warn(loss);
    session.run.log.info(std::to_string(plan.rules) + " rules from " + std::to_string(plan.rows) + " rows, " +
                         std::to_string(plan.lost.size()) + " losses");
    write_result(plan.rules_toml, o.out);
}

} // namespace

void add_import_plan(CLI::App& app, Session& session)
{
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "import-plan",
        "Makes rules.toml from a spreadsheet of limits per zone; what is lost is listed, nothing is guessed");
    command->add_option("TABLE", o->table, "CSV, XLSX or ODS with a row per zone (docs/import-plan.md)")->required();
    command->add_option("--layer", o->import.layer, "Sheet, when there are several");
    command->add_option("--plan-id", o->import.plan_id, "Id of the plan")->capture_default_str();
    command->add_option("--document", o->import.document, "Document that holds the limits, for rows that name none");
    command->add_option("--valid-from", o->valid_from, "Day from which they are in force, for rows that name none");
    command->add_option("--level", o->import.level, "Level of the rules")
        ->check(CLI::IsMember({"NATIONAL", "COMPREHENSIVE", "DETAILED", "SPECIAL", "SECTOR"}))
        ->capture_default_str();
    command->add_option("-o,--output", o->out, "rules.toml to write; left out: standard output");
    add_log_options(*command, session);
    command->footer(
        "Units stand in the column names: coverage_percent, density_percent, height_m.\n"
        "Example: didban import-plan limits.xlsx --document \"Booklet 1400\" --valid-from 1400/01/01 -o rules.toml");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
