#include "commands.h"
#include "job_control.h"
#include "number_range.h"
#include "report_options.h"

namespace didban::cli {

void add_judge(CLI::App& app, Session& session)
{
    auto job = std::make_shared<JudgeJob>();
    auto given = std::make_shared<ReportArguments>();
    auto* command = app.add_subcommand("judge", "Judge change objects that another system made");
    command->footer(
        "Changes are polygons with the property `change` (new, extended, demolished, heightened, groundwork) and, "
        "as far as known,\nprobability, area_sigma_m2 (m²), height_m (m), height_sigma_m, not_before and not_after "
        "(dates).\nWrites findings.geojson, parcels.geojson, changes.geojson, findings.csv, report.gpkg and run.json "
        "into DIR.\n\nExample: didban judge khoy/city.toml --changes changes.geojson -o out --fail-on suspected");
    add_report_arguments(*command, *job, *given);
    command->add_option("--changes", job->changes, "GeoJSON or any vector file with the change polygons")->required();
    command
        ->add_option(
            "--kind", job->kind,
            "What every change is that does not say it itself: new, extended, demolished, heightened or groundwork")
        ->check(CLI::IsMember({"new", "extended", "demolished", "heightened", "groundwork"}));
    command
        ->add_option("--accuracy", job->accuracy_m,
                     "One sigma of the changes' outlines, metres; above 0.5 nobody is accused of taking the street")
        ->check(between(0, 1000, "metres"))
        ->capture_default_str();
    add_log_options(*command, session);
    command->add_option("--threads", session.run.threads, "Threads to use; 0 = all cores. Never changes the result")
        ->check(CLI::Range(0, 1024));
    command->callback([job, given, &session] {
        job->from = given_date(given->from, "--from");
        job->to = given_date(given->to, "--to");
        job->run = job_control(session.run);
        finish(run_judge(*job), *given, session);
    });
}

} // namespace didban::cli
