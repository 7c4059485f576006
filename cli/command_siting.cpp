#include "commands.h"
#include "didban/base/join.h"
#include "didban/report/table_format.h"
#include "number_range.h"
#include "parcel_options.h"
#include "pipelines/cases/ledger.h"
#include "pipelines/review/siting.h"

#include <algorithm>

namespace didban::cli {

namespace siting_command {

struct Options {
    std::string city, criteria, on, out;
    std::size_t top{100};
};

/// What criteria of land are judged by must be there: without the column of ownership nothing can be said of it,
/// without any source of the four for vacancy little.
void check_sources(const SitingCriteria& criteria, const City& city, const Session& session)
{
    const auto asks = [&](SitingCriterion::Kind kind) {
        return std::any_of(criteria.criteria.begin(), criteria.criteria.end(),
                           [&](const SitingCriterion& c) { return c.kind == kind; });
    };
    if (asks(SitingCriterion::Kind::Ownership) && city.cadastre->field("ownership").empty())
        throw Error(ErrorKind::Usage,
                    "fact \"ownership\": the cadastre's classes of ownership are not known; name their "
                    "column in city.toml, [cadastre] fields = { ownership = \"column_name\", … }");
    if (!asks(SitingCriterion::Kind::Vacant))
        return;
    std::vector<std::string> missing;
    if (!city.buildings)
        missing.emplace_back("[buildings]");
    else if (!city.buildings_as_of)
        missing.emplace_back("[buildings] as_of");
    if (city.ledger.empty() || !Ledger::exists(session.data, city.ledger))
        missing.emplace_back("a ledger");
    if (!city.permits)
        missing.emplace_back("[permits]");
    if (city.cadastre->field("vacancy").empty())
        missing.emplace_back("[cadastre] fields = { vacancy = \"column_name\" }");
    if (!missing.empty())
        session.run.log.warn("fact \"vacant\" is judged without " + text::join(missing, ", ") +
                             "; what only they could show is unknown");
}

void run(const Options& o, const Session& session)
{
    check_result(o.out);
    const Date on = day_or_today(o.on, "--on");
    const SitingCriteria criteria = read_siting_criteria(o.criteria);
    const auto book = ParcelBook::load(session.data, o.city, session.run);
    check_sources(criteria, book->city().city, session);
    std::optional<LandEvidence> land;
    if (criteria.of_land())
        land.emplace(session.data, *book, on, session.run);
    const SitingResult result = site_parcels(*book, criteria, land ? &*land : nullptr, on, o.top, session.run);
    std::string counts =
        std::to_string(result.candidates) + " candidates, " + std::to_string(result.ruled_out) + " ruled out";
    for (std::size_t state = 0; land && state < result.vacancy.size(); ++state)
        counts += (state == 0 ? "; vacancy: " : ", ") + std::string(name(static_cast<LandState::State>(state))) + " " +
                  std::to_string(result.vacancy[state]);
    session.run.log.info(counts);
    if (names_table(o.out))
        write_siting(session.data, book->city().crs, criteria, result, o.out);
    else
        write_result(siting_json(criteria, result, on), o.out);
}

} // namespace siting_command

void add_siting(CLI::App& app, Session& session)
{
    using namespace siting_command;
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "siting", "Ranks parcels for high-rise or a land use by a criteria table, with the reasons of each");
    command->add_option("CITY", o->city, "city.toml, or the folder that holds it")->required();
    command->add_option("--criteria", o->criteria, "Criteria table, TOML (docs/siting.md)")->required();
    command->add_option("--on", o->on, "Limits and overlays in force on this day; left out: today");
    command->add_option("--top", o->top, "How many to list; 0 = all that pass")
        ->check(whole_number())
        ->capture_default_str();
    command->add_option("-o,--output", o->out,
                        ".gpkg, .geojson, .csv, .fgb or .parquet; else JSON; left out: standard output");
    add_run_options(*command, session);
    command->footer("Distances in metres, areas in m². Scores are 0 to 1; an unknown value scores 0 and says so.\n"
                    "Example: didban siting khoy --criteria high-rise.toml --top 50 -o high-rise.gpkg");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
