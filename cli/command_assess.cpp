#include "commands.h"
#include "didban/base/read_text_file.h"
#include "didban/report/parcel_rules.h"
#include "parcel_options.h"
#include "pipelines/parcel/parcel_book.h"

namespace didban::cli {

namespace assess_command {

struct Options {
    std::string city, parcel, proposal, on, known, format{"json"}, lang{"fa"}, out;
};

void run(const Options& o, const Session& session)
{
    check_result(o.out);
    const Date on = day_or_today(o.on, "--on");
    const std::optional<Date> known = optional_day(o.known, "--known");
    const Language language = language_of(o.lang);
    const Proposal proposal = parse_proposal(read_text_file(o.proposal, "give a JSON proposal"), o.proposal);
    const auto book = ParcelBook::load(session.data, o.city, session.run);
    const Assessment assessment = book->assess(book->at(o.parcel), proposal, on, known);
    const City& city = book->city().city;
    const AssessedCity about{book->plan().rules, city.name, city.name_fa};
    write_result(o.format == "html"   ? assessment_html(assessment, about, language)
                 : o.format == "text" ? assessment_text(assessment, about, language)
                                      : assessment_json(assessment),
                 o.out);
}

} // namespace assess_command

void add_assess(CLI::App& app, Session& session)
{
    using namespace assess_command;
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "assess", "Would this building be allowed? Each limit with value, measured value, verdict and clause");
    command->add_option("CITY", o->city, "city.toml, or the folder that holds it")->required();
    command->add_option("--parcel", o->parcel, "Parcel id")->required();
    command
        ->add_option("--proposal", o->proposal,
                     "JSON: footprint (GeoJSON, WGS 84 unless \"crs\"), floors, height_m, total_area_m2, use, … "
                     "(docs/proposal.md)")
        ->required();
    command->add_option("--on", o->on, "Judge by the rules in force on this day; left out: today");
    command->add_option("--known", o->known, "… as they were recorded on this day; left out: all that is recorded now");
    command->add_option("--format", o->format, "json, html or text")
        ->check(CLI::IsMember({"json", "html", "text"}))
        ->capture_default_str();
    command->add_option("--lang", o->lang, "fa or en, for html and text")
        ->check(CLI::IsMember({"fa", "en"}))
        ->capture_default_str();
    command->add_option("-o,--output", o->out, "File to write; left out: standard output");
    add_run_options(*command, session);
    command->footer(
        "Verdicts: complies, violates (by how much), inconclusive (why). The exit code is 0 whatever the verdict.\n"
        "Example: didban assess khoy --parcel 7-12-104-3 --proposal p.json");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
