#include "commands.h"

#include "didban/city/city.h"
#include "pipelines/cases/case_files.h"
#include "pipelines/cases/manage_cases.h"

#include <cstdio>

namespace didban::cli {

namespace {

struct CasesArguments {
    std::string city, ledger, id, note, on, file;
    std::string state, verdict, district;
    bool json{false};
};

std::string ledger_of(const CasesArguments& arguments, const City& city)
{
    return arguments.ledger.empty() ? city.ledger : arguments.ledger;
}

void add_decision(CLI::App& cases, Session& session, const std::shared_ptr<CasesArguments>& arguments,
                  const std::string& verb, const std::string& state, const std::string& help)
{
    auto* command = cases.add_subcommand(verb, help);
    command->add_option("ID", arguments->id, "Case id")->required();
    auto* note = command->add_option("--note", arguments->note, "What the inspector found");
    if (verb == "dismiss")
        command->add_option("--reason", arguments->note, "Why there is nothing to pursue")
            ->required()
            ->excludes(note)
            ->check(CLI::IsMember(dismissal_reasons()));
    command->add_option("--on", arguments->on, "Day of the decision, 2026-03-21; left out: today");
    command->callback([arguments, state, &session] {
        const City city = read_city(arguments->city);
        decide_case(session.data, city, ledger_of(*arguments, city), arguments->id, state, arguments->note,
                    arguments->on);
        std::printf("%s %s\n", arguments->id.c_str(), state.c_str());
    });
}

void add_filter(CLI::App& command, CasesArguments& arguments)
{
    command.add_option("--state", arguments.state, "Only cases in this state")
        ->check(CLI::IsMember({"detected", "recorded", "confirmed", "dismissed", "closed"}));
    command.add_option("--verdict", arguments.verdict, "Only cases with this verdict")
        ->check(CLI::IsMember({"suspected", "unclear", "authorized", "exempt"}));
    command.add_option("--district", arguments.district, "Only cases of this district");
}

} // namespace

void add_cases(CLI::App& app, Session& session)
{
    auto arguments = std::make_shared<CasesArguments>();
    auto* cases = app.add_subcommand(
        "cases", "The inspector's side of the ledger: list, show, confirm, dismiss, close, export and import cases");
    cases->footer("Example: didban cases khoy/city.toml list --state detected\n"
                  "         didban cases khoy/city.toml dismiss C0123456789AB --reason TEMPORARY\n"
                  "         didban cases khoy/city.toml export visits.csv --verdict suspected");
    cases->add_option("CITY", arguments->city, "city.toml, or the folder that holds it")->required();
    cases->add_option("--ledger", arguments->ledger,
                      "GeoPackage or PG: database that keeps the cases; left out: the city's");
    cases->require_subcommand(1);

    auto* list = cases->add_subcommand("list", "One line per case");
    add_filter(*list, *arguments);
    list->add_flag("--json", arguments->json, "As a JSON array");
    list->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const CaseFilter filter{arguments->state, arguments->verdict, arguments->district};
        std::fputs(list_cases(session.data, city, ledger_of(*arguments, city), filter, arguments->json).c_str(),
                   stdout);
    });
    auto* show = cases->add_subcommand("show", "Everything that is known of one case, as JSON");
    show->add_option("ID", arguments->id, "Case id")->required();
    show->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        std::fputs(show_case(session.data, city, ledger_of(*arguments, city), arguments->id).c_str(), stdout);
    });
    auto* out = cases->add_subcommand("export", "Write cases to a .csv, .geojson or .gpkg file");
    out->add_option("FILE", arguments->file, "The file to write")->required();
    add_filter(*out, *arguments);
    out->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const CaseFilter filter{arguments->state, arguments->verdict, arguments->district};
        const std::size_t n = export_cases(session.data, city, ledger_of(*arguments, city), filter, arguments->file);
        std::printf("%zu cases written to %s\n", n, arguments->file.c_str());
    });
    auto* in = cases->add_subcommand("import", "Read decisions from a table: case_id, decision, reason, note, on");
    in->add_option("FILE", arguments->file, "CSV or any table that OGR reads")->required();
    in->callback([arguments, &session] {
        const City city = read_city(arguments->city);
        const ImportedCases n = import_cases(session.data, city, ledger_of(*arguments, city), arguments->file);
        std::printf("%zu decided, %zu known already, %zu rows without a decision\n", n.decided, n.repeated,
                    n.undecided);
    });
    add_decision(*cases, session, arguments, "confirm", "confirmed", "The inspector saw the violation");
    add_decision(*cases, session, arguments, "dismiss", "dismissed", "There is nothing to pursue; the reason is kept");
    add_decision(*cases, session, arguments, "close", "closed", "The case is settled");
}

} // namespace didban::cli
