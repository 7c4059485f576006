#include "commands.h"

#include "didban/city/city.h"
#include "didban/report/case_lists.h"
#include "pipelines/cases/case_files.h"
#include "pipelines/cases/manage_cases.h"
#include "report_options.h"

#include <cstdio>

namespace didban::cli {

namespace {

struct CasesArguments {
    std::string city, ledger, file, known_hash;
    std::vector<std::string> ids;
    std::string reason, note, inspector, on;
    CaseFilter filter;
    std::string seen_from, seen_to;
    bool json{false};
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

Decision decision_of(const CasesArguments& arguments)
{
    Decision d;
    d.reason = arguments.reason;
    d.note = arguments.note;
    d.inspector = arguments.inspector;
    d.on = given_date(arguments.on, "--on").value_or(today_utc());
    return d;
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
}

/// What every subcommand that writes a decision takes.
CLI::App* add_writer(CLI::App& cases, const Arguments& arguments, const std::string& verb, const std::string& help)
{
    auto* command = cases.add_subcommand(verb, help);
    command->add_option("ID", arguments->ids, "Case ids; left out: all cases that the options below choose");
    command->add_option("--note", arguments->note, "What the inspector found");
    command->add_option("--inspector", arguments->inspector, "Who decided: a name or number");
    add_filter(*command, arguments);
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
        tell(decide_cases(session.data, city, ledger_of(*arguments, city), {arguments->ids, filter_of(*arguments)},
                          decision, session.run),
             name(kind));
    });
}

void add_undo(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* command = add_writer(cases, arguments, "undo", "Take the last decision back; the history keeps both");
    command->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        tell(undo_decisions(session.data, city, ledger_of(*arguments, city), {arguments->ids, filter_of(*arguments)},
                            decision_of(*arguments), session.run),
             "undone");
    });
}

void add_lists(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* list = cases.add_subcommand("list", "One line per case");
    add_filter(*list, arguments);
    list->add_flag("--json", arguments->json, "As a JSON array");
    list->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const auto found =
            list_cases(session.data, city, ledger_of(*arguments, city), filter_of(*arguments), session.run);
        std::fputs((arguments->json ? cases_json(found) : case_lines(found)).c_str(), stdout);
    });
    auto* fresh = cases.add_subcommand("new", "What the last run brought: cases opened, brought back or changed");
    fresh->add_flag("--json", arguments->json, "As a JSON array");
    fresh->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const auto news = new_cases(session.data, city, ledger_of(*arguments, city), session.run);
        std::fputs((arguments->json ? news_json(news) : news_lines(news)).c_str(), stdout);
    });
    auto* show = cases.add_subcommand("show", "Everything that is known of one case, as JSON");
    show->add_option("ID", arguments->ids, "Case id")->required()->expected(1);
    show->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        std::fputs(dossier_json(
                       show_case(session.data, city, ledger_of(*arguments, city), arguments->ids.front(), session.run))
                       .c_str(),
                   stdout);
    });
}

void add_files(CLI::App& cases, Session& session, const Arguments& arguments)
{
    auto* out = cases.add_subcommand("export", "Write cases to a .csv, .geojson or .gpkg file");
    out->add_option("FILE", arguments->file, "The file to write")->required();
    add_filter(*out, arguments);
    out->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const std::size_t n = export_cases(session.data, city, ledger_of(*arguments, city), filter_of(*arguments),
                                           arguments->file, session.run);
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

} // namespace

void add_cases(CLI::App& app, Session& session)
{
    auto arguments = std::make_shared<CasesArguments>();
    auto* cases = app.add_subcommand("cases", "The inspector's side of the ledger: list, show, decide, export, import "
                                              "and verify cases");
    cases->footer(
        "Example: didban cases khoy/city.toml list --state detected\n"
        "         didban cases khoy/city.toml dismiss C0123456789AB --reason TEMPORARY --note \"tent, gone\"\n"
        "         didban cases khoy/city.toml confirm --district 7 --violation V100 --inspector 12\n"
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
    add_undo(*cases, session, arguments);
    add_files(*cases, session, arguments);
    add_verify(*cases, session, arguments);
}

} // namespace didban::cli
