#include "commands.h"
#include "didban/base/output_path.h"
#include "didban/gdal/gml_access.h"
#include "parcel_options.h"
#include "pipelines/land_use/import_land_use.h"
#include "pipelines/plan/import_plan.h"

namespace didban::cli {

namespace import_plan_command {

struct Options {
    std::string table, valid_from, out, mapping, axes{"as-crs"};
    bool draft{false};
    ImportOptions import;
};

void run_land_use(const Options& o, const Session& session)
{
    if (o.out.empty() || o.out == "-")
        throw Error(ErrorKind::Usage, "a GML plan becomes map layers and rules; give a folder or a .gpkg with -o");
    LandUseOptions options;
    if (!o.mapping.empty())
        options.mapping = read_plan_mapping(o.mapping);
    options.plan_id = o.import.plan_id == ImportOptions{}.plan_id ? std::string{} : o.import.plan_id;
    options.document = o.import.document;
    options.valid_from = optional_day(o.valid_from, "--valid-from");
    options.level = o.import.level;
    options.draft = o.draft;
    options.axes = o.axes == "easting-first"    ? GmlQuery::Axes::EastingFirst
                   : o.axes == "northing-first" ? GmlQuery::Axes::NorthingFirst
                                                : GmlQuery::Axes::AsCrs;
    const ImportedLandUse plan = import_land_use(GdalGmlAccess{}, session.data, o.table, options, o.out, session.run);
    for (const std::string& loss : plan.lost)
        session.run.log.warn(loss);
    session.run.log.info(std::to_string(plan.plans) + " plans, " + std::to_string(plan.zones) + " zones, " +
                         std::to_string(plan.overlays) + " overlays and " + std::to_string(plan.rules) + " rules; " +
                         std::to_string(plan.lost.size()) + " kinds of loss");
}

void run(const Options& o, const Session& session)
{
    if (is_gml(o.table)) {
        run_land_use(o, session);
        return;
    }
    if (!o.mapping.empty() || o.draft || o.axes != "as-crs")
        throw Error(ErrorKind::Usage, "--mapping, --draft and --axes are for GML plans; " + o.table + " is a table");
    check_result(o.out);
    check_not_an_input(o.out, {o.table});
    ImportOptions options = o.import;
    options.valid_from = optional_day(o.valid_from, "--valid-from");
    const ImportedPlan plan = import_limits_table(session.data, o.table, options);
    for (const std::string& loss : plan.lost)
        session.run.log.warn(loss);
    session.run.log.info(std::to_string(plan.rules) + " rules from " + std::to_string(plan.rows) + " rows, " +
                         std::to_string(plan.lost.size()) + " losses");
    write_result(plan.rules_toml, o.out);
}

} // namespace import_plan_command

void add_import_plan(CLI::App& app, Session& session)
{
    using namespace import_plan_command;
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand("import-plan", "Makes a plan from a spreadsheet of limits per zone or from "
                                                      "INSPIRE Planned Land Use GML; what is lost is listed, "
                                                      "nothing is guessed");
    command
        ->add_option("SOURCE", o->table, "CSV, XLSX or ODS with a row per zone, or PLU 4.0 GML (docs/import-plan.md)")
        ->required();
    command->add_option("--layer", o->import.layer, "Sheet, when there are several");
    command->add_option("--plan-id", o->import.plan_id, "Id of the plan")->capture_default_str();
    command->add_option("--document", o->import.document, "Document that holds the limits, for rows that name none");
    command->add_option("--valid-from", o->valid_from, "Day from which they are in force, for rows that name none");
    command->add_option("--level", o->import.level, "Level of the rules")
        ->check(CLI::IsMember({"NATIONAL", "DISTRICT", "COMPREHENSIVE", "DETAILED", "SPECIAL", "SECTOR"}))
        ->capture_default_str();
    command->add_option("--mapping", o->mapping,
                        "GML: what its codes and labels mean here: [[use]], [[dimension]], [[overlay]]");
    command->add_flag("--draft", o->draft, "GML: take what is not in legal force yet as if it were, for a plan review");
    command->add_option("--axes", o->axes, "GML: order of the coordinates, for files that break that of their srsName")
        ->check(CLI::IsMember({"as-crs", "easting-first", "northing-first"}))
        ->capture_default_str();
    command->add_option("-o,--output", o->out,
                        "Table: rules.toml to write, left out: standard output. GML: a folder for plan.gpkg and "
                        "rules.toml, or a .gpkg that holds the rules as tables");
    add_log_options(*command, session);
    command->footer(
        "Units stand in the column names: coverage_percent, density_percent, height_m.\n"
        "Example: didban import-plan limits.xlsx --document \"Booklet 1400\" --valid-from 1400/01/01 -o rules.toml\n"
        "Example: didban import-plan plan.gml --mapping codes.toml -o plan.gpkg");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
