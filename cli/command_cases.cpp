#include "commands.h"

#include "didban/city/city.h"
#include "didban/report/case_lists.h"
#include "key_files.h"
#include "pipelines/cases/attachments.h"
#include "pipelines/cases/case_files.h"
#include "pipelines/cases/manage_cases.h"
#include "pipelines/cases/site_reports.h"
#include "pipelines/inquiry/case_bundle.h"
#include "report_options.h"

#include <cstdio>
#include <filesystem>

namespace didban::cli {

namespace cases_command {

struct CasesArguments {
    std::string city, ledger, file, known_hash;
    std::vector<std::string> ids;
    std::string reason, note, inspector, on, step, as_of;
    std::vector<std::string> files;
    std::optional<double> hours;
    CaseFilter filter;
    std::string seen_from, seen_to;
    bool json{false};
    std::string source, all_until, report, folder, output, key;
};
using Arguments = std::shared_ptr<CasesArguments>;

std::string ledger_of(const CasesArguments& arguments, const City& city)
{
    return arguments.ledger.empty() ? city.ledger : arguments.ledger;
}

CaseFilter filter_of(const CasesArguments& arguments)
{
    CaseFilter filter = arguments.filter;
    filter.seen_from = given_date(arguments.seen_from, "--seen-from");
    filter.seen_to = given_date(arguments.seen_to, "--seen-to");
    return filter;
}

CaseClocks clocks_on(const CasesArguments& arguments, const City& city)
{
    return clocks_of(city, given_date(arguments.as_of, "--as-of").value_or(today_utc()));
}

CaseChoice choice_of(const CasesArguments& arguments, const City& city)
{
    return {arguments.ids, filter_of(arguments), clocks_on(arguments, city)};
}

Decision decision_of(const CasesArguments& arguments)
{
    Decision d;
    d.reason = arguments.reason;
    d.note = arguments.note;
    d.inspector = arguments.inspector;
    d.on = given_date(arguments.on, "--on").value_or(today_utc());
    d.facts = {arguments.hours, attachments(arguments.files, "")};
    check_hours(d.facts.hours);
    return d;
}

void add_as_of(CLI::App& command, const Arguments& arguments)
{
    command.add_option("--as-of", arguments->as_of, "Day on which clocks are read; left out: today");
}

void add_filter(CLI::App& command, const Arguments& arguments)
{
    CaseFilter& filter = arguments->filter;
    command.add_option("--state", filter.state, "Only cases in this state")
        ->check(CLI::IsMember({"detected", "recorded", "confirmed", "dismissed", "closed"}));
    command.add_option("--verdict", filter.verdict, "Only cases with this verdict")
        ->check(CLI::IsMember({"suspected", "unclear", "authorized", "exempt"}));
    command.add_option("--district", filter.district, "Only cases of this district");
    command.add_option("--violation", filter.violation, "Only cases with this code, for example V112");
    command.add_option("--permit", filter.permit, "Only cases compared with this permit");
    command.add_option("--parcel", filter.parcel, "Only cases on this parcel");
    command.add_option("--seen-from", arguments->seen_from,
                       "Only cases first seen on this day or later, 2026-03-21 or 1405/01/01");
    command.add_option("--seen-to", arguments->seen_to, "Only cases first seen on this day or earlier");
    command.add_flag("--overdue", filter.overdue, "Only cases with a clock that has run out");
    add_as_of(command, arguments);
}

/// What every subcommand that writes a decision takes.
void add_writer_options(CLI::App& command, const Arguments& arguments)
{
    command.add_option("ID", arguments->ids, "Case ids; left out: all cases that the options below choose");
    command.add_option("--note", arguments->note, "What the inspector found");
    command.add_option("--inspector", arguments->inspector, "Who decided: a name or number");
    command.add_option("--hours", arguments->hours, "Hours that the visit took");
    command.add_option("--file", arguments->files, "Photo or paper of the decision; name and SHA-256 are kept")
        ->allow_extra_args(false);
    add_filter(command, arguments);
}

CLI::App* add_writer(CLI::App& cases, const Arguments& arguments, const std::string& verb, const std::string& help)
{
    auto* command = cases.add_subcommand(verb, help);
    add_writer_options(*command, arguments);
    return command;
}

void tell(const std::vector<std::string>& ids, std::string_view what)
{
    for (const std::string& id : ids)
        std::printf("%s %.*s\n", id.c_str(), static_cast<int>(what.size()), what.data());
}

void add_decision(CLI::App& cases, Session& session, const Arguments& arguments, const std::string& verb,
                  Decision::Kind kind, const std::string& help)
{
    auto* command = add_writer(cases, arguments, verb, help);
    if (kind == Decision::Kind::Dismiss)
        command->add_option("--reason", arguments->reason, "Why there is nothing to pursue")
            ->required()
            ->check(CLI::IsMember(dismissal_reasons()));
    command->add_option("--on", arguments->on, "Day of the decision, 2026-03-21 or 1405/01/01; left out: today");
    command->callback([arguments, kind, &session] {
        const City city = read_city(arguments->city);
        Decision decision = decision_of(*arguments);
        decision.kind = kind;
        tell(decide_cases(session.data, city, ledger_of(*arguments, city), choice_of(*arguments, city), decision,
                          session.run),
             name(kind));
    });
}

void add_undo(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* command = add_writer(cases, arguments, "undo", "Take the last decision back; the history keeps both");
    command->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        tell(undo_decisions(session.data, city, ledger_of(*arguments, city), choice_of(*arguments, city),
                            decision_of(*arguments), session.run),
             "undone");
    });
}

void add_step(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* command = cases.add_subcommand("step", "The case takes a step of its way, for example stopped or referred");
    command->add_option("STEP", arguments->step, "Step of the city, for example stopped")->required();
    add_writer_options(*command, arguments);
    command->add_option("--on", arguments->on, "Day of the step, 2026-03-21 or 1405/01/01; left out: today");
    command->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        tell(step_cases(session.data, city, ledger_of(*arguments, city), choice_of(*arguments, city), arguments->step,
                        decision_of(*arguments), session.run),
             arguments->step);
    });
}

void add_lists(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* list = cases.add_subcommand("list", "One line per case");
    add_filter(*list, arguments);
    list->add_flag("--json", arguments->json, "As a JSON array");
    list->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const CaseClocks clocks = clocks_on(*arguments, city);
        const auto found =
            list_cases(session.data, city, ledger_of(*arguments, city), filter_of(*arguments), clocks, session.run);
        std::fputs((arguments->json ? cases_json(found, clocks) : case_lines(found, clocks)).c_str(), stdout);
    });
    auto* fresh = cases.add_subcommand("new", "What the last run brought: cases opened, brought back or changed");
    fresh->add_flag("--json", arguments->json, "As a JSON array");
    add_as_of(*fresh, arguments);
    fresh->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const auto news = new_cases(session.data, city, ledger_of(*arguments, city), session.run);
        const CaseClocks clocks = clocks_on(*arguments, city);
        std::fputs((arguments->json ? news_json(news, clocks) : news_lines(news, clocks)).c_str(), stdout);
    });
    auto* show = cases.add_subcommand("show", "Everything that is known of one case, as JSON");
    show->add_option("ID", arguments->ids, "Case id")->required()->expected(1);
    add_as_of(*show, arguments);
    show->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        std::fputs(dossier_json(
                       show_case(session.data, city, ledger_of(*arguments, city), arguments->ids.front(), session.run),
                       clocks_on(*arguments, city))
                       .c_str(),
                   stdout);
    });
}

void add_files(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* out = cases.add_subcommand("export", "Write cases to a .csv, .geojson, .gpkg, .fgb or .parquet file");
    out->add_option("FILE", arguments->file, "The file to write")->required();
    add_filter(*out, arguments);
    out->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const std::size_t n = export_cases(session.data, city, ledger_of(*arguments, city), filter_of(*arguments),
                                           clocks_on(*arguments, city), arguments->file, session.run);
        std::printf("%zu cases written to %s\n", n, arguments->file.c_str());
    });
    auto* in = cases.add_subcommand(
        "import", "Read decisions from a table: case_id (or parcel_id of a control visit), decision, reason, note, "
                  "inspector, on");
    in->add_option("FILE", arguments->file, "CSV or any table that OGR reads")->required();
    in->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const ImportedCases n =
            import_cases(session.data, city, ledger_of(*arguments, city), arguments->file, session.run);
        std::printf("%zu decided, %zu known already, %zu rows without a decision\n", n.decided, n.repeated,
                    n.undecided);
    });
}

void list_lines(const std::vector<std::string>& lines, const char* what)
{
    for (const std::string& line : lines)
        std::printf("%s: %s\n", what, line.c_str());
}

void add_reports(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* command = cases.add_subcommand(
        "report", "Take in what engineers, citizens and patrols report: joined to cases by parcel, place and time");
    command->add_option("FILE", arguments->file, "CSV, GeoJSON, GeoPackage or any table that OGR reads")->required();
    command->add_option("--source", arguments->source, "Who reports; left out: the column source says it")
        ->check(CLI::IsMember({"engineer", "citizen", "patrol"}));
    command->add_option("--all-until", arguments->all_until,
                        "The table holds every engineer's report up to this day: tell the cases that have none (V210)");
    command->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const ImportedReports n =
            import_reports(session.data, city, ledger_of(*arguments, city), arguments->file,
                           {arguments->source, given_date(arguments->all_until, "--all-until")}, session.run);
        std::printf("%zu on known cases, %zu new cases, %zu known already, %zu without a place\n", n.on_cases, n.opened,
                    n.repeated, n.unplaced.size());
        list_lines(n.unplaced, "no such parcel");
        list_lines(n.missing_photos, "photo missing");
        list_lines(n.silent, "engineer silent");
    });
}

void add_bundle(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* command =
        cases.add_subcommand("bundle", "A signed folder of one case for the commission, which didban verify checks");
    command->add_option("ID", arguments->ids, "Case id")->required()->expected(1);
    command->add_option("--report", arguments->report, "Folder of a run that holds the case's evidence")->required();
    command->add_option("-o,--output", arguments->output, "Folder to make")->required();
    command->add_option("--files", arguments->folder,
                        "Folder in which the files of decisions lie; left out: they are named alone");
    command->add_option("--key", arguments->key,
                        "Private key (didban keygen); left out: inquiry.key beside city.toml, made on first use");
    command->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const std::string home = std::filesystem::path(city.file).parent_path() / "inquiry";
        const PrivateKey key =
            arguments->key.empty() ? own_key(home, session.run.log) : PrivateKey::from_file(arguments->key);
        const std::size_t n = make_case_bundle(
            session.data, city, ledger_of(*arguments, city),
            {arguments->ids.front(), arguments->report, arguments->folder, arguments->output}, key, session.run);
        std::printf("%zu files and bundle.json in %s\n", n, arguments->output.c_str());
    });
}

void add_verify(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* command = cases.add_subcommand(
        "verify", "Check that no event was changed, taken out or cut off, and that the cases are as their events say");
    command->add_option("--hash", arguments->known_hash,
                        "A last hash noted down earlier, which must still stand there");
    command->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const LedgerCheck found =
            verify_ledger(session.data, city, ledger_of(*arguments, city), arguments->known_hash, session.run);
        std::fputs(ledger_check_text(found).c_str(), found.whole() ? stdout : stderr);
        if (!found.whole())
            session.exit_code = Failed;
    });
}

} // namespace cases_command

void add_cases(CLI::App& app, Session& session)
{
    using namespace cases_command;
    auto arguments = std::make_shared<CasesArguments>();
    auto* cases = app.add_subcommand("cases", "The inspector's side of the ledger: list, show, decide, export, import "
                                              "and verify cases");
    cases->footer(
        "Example: didban cases khoy/city.toml list --state detected\n"
        "         didban cases khoy/city.toml dismiss C0123456789AB --reason TEMPORARY --note \"tent, gone\"\n"
        "         didban cases khoy/city.toml confirm --district 7 --violation V100 --inspector 12\n"
        "         didban cases khoy/city.toml step stopped C0123456789AB --on 1405/02/14 --file protocol.jpg\n"
        "         didban cases khoy/city.toml export visits.csv --verdict suspected");
    cases->add_option("CITY", arguments->city, "city.toml, or the folder that holds it")->required();
    cases->add_option("--ledger", arguments->ledger,
                      "GeoPackage or PG: database that keeps the cases; left out: the city's");
    add_log_options(*cases, session);
    cases->require_subcommand(1);
    add_lists(*cases, session, arguments);
    add_decision(*cases, session, arguments, "confirm", Decision::Kind::Confirm, "The inspector saw the violation");
    add_decision(*cases, session, arguments, "dismiss", Decision::Kind::Dismiss,
                 "There is nothing to pursue; the reason is kept");
    add_decision(*cases, session, arguments, "close", Decision::Kind::Close, "The case is settled");
    add_decision(*cases, session, arguments, "reopen", Decision::Kind::Reopen, "A decision no longer stands");
    add_step(*cases, session, arguments);
    add_undo(*cases, session, arguments);
    add_files(*cases, session, arguments);
    add_reports(*cases, session, arguments);
    add_bundle(*cases, session, arguments);
    add_verify(*cases, session, arguments);
}

} // namespace didban::cli
