#include "commands.h"
#include "didban/base/output_path.h"
#include "number_range.h"
#include "parcel_options.h"
#include "pipelines/parcel/one_parcel.h"
#include "pipelines/parcel/parcel_file.h"

#include <algorithm>

namespace didban::cli {

namespace parcel_command {

struct Options {
    std::string city, id, at, address, district, on, known, format{"json"}, lang{"fa"}, out;
    bool all{false};
    double radius_m{200};
};

/// The one parcel of an address. Throws Error{Usage} that names those between which the words do not choose.
std::size_t at_address(const ParcelBook& book, const std::string& words)
{
    constexpr std::size_t most_named = 8;
    if (book.city().city.cadastre->field("address").empty())
        throw Error(ErrorKind::Usage,
                    "--address: the cadastre's addresses are not known; name their column in city.toml, "
                    "[cadastre] fields = { address = \"column_name\", … }");
    const auto found = book.at_address(words, most_named + 1);
    if (found.empty())
        throw Error(ErrorKind::Usage, "--address " + words + ": no parcel's address holds all these words; give fewer");
    if (found.size() == 1)
        return found.front();
    std::string list;
    for (std::size_t i = 0; i < std::min(found.size(), most_named); ++i)
        list += "\n  " + book.parcel(found[i]).id + "  " + book.parcel(found[i]).address;
    throw Error(ErrorKind::Usage, "--address " + words + ": " +
                                      (found.size() > most_named ? "more than " + std::to_string(most_named)
                                                                 : std::to_string(found.size())) +
                                      " parcels have such an address; add words, or ask by one of these ids:" + list);
}

void run(const Options& o, const Session& session)
{
    const int asked =
        int(!o.id.empty()) + int(!o.at.empty()) + int(!o.address.empty()) + int(!o.district.empty()) + int(o.all);
    if (asked != 1)
        throw Error(ErrorKind::Usage,
                    "say which parcel: an ID, --at LON,LAT, --address WORDS, --district D or --all, one of them");
    const Language language = language_of(o.lang);
    const Date on = day_or_today(o.on, "--on");
    const std::optional<Date> known = optional_day(o.known, "--known");
    const bool table = o.all || !o.district.empty();
    if (table && o.out.empty())
        throw Error(ErrorKind::Usage,
                    "--all and --district write a table; say where with -o limits.gpkg or -o limits.geojson");
    check_result(o.out);
    std::optional<Point> place;
    if (!o.at.empty())
        place = lon_lat(o.at);

    const bool alone = !o.id.empty() && o.format != "html"; // a page shows the parcels around
    const auto book = alone ? load_for_parcel(session.data, o.city, o.id, session.run)
                            : ParcelBook::load(session.data, o.city, session.run);
    const City& city = book->city().city;
    check_not_an_input(o.out, {city.file, city.cadastre->source, city.permits ? city.permits->source : "",
                               city.plan_source, city.plan_rules, city.ledger});
    for (const auto& [name, layer] : city.plan_layers)
        check_not_an_input(o.out, {layer.source});
    if (table) {
        ParcelSelection selection;
        if (!o.all)
            selection.district = o.district;
        if (!o.all && book->in_district(o.district).empty())
            throw Error(ErrorKind::Usage,
                        "--district " + o.district +
                            ": no parcel of the cadastre is in it; check the spelling and [cadastre] fields");
        const auto rows = write_parcel_table(session.data, *book, selection, on, known, o.out, session.run);
        session.run.log.info(std::to_string(rows) + " parcels written to " + o.out);
        return;
    }
    std::size_t parcel = 0;
    if (place) {
        const auto found = book->at_point(place->x, place->y);
        if (found.empty())
            throw Error(ErrorKind::Usage, "--at " + o.at + ": no parcel there; the order is longitude, latitude");
        parcel = found.front();
        if (found.size() > 1)
            session.run.log.warn(std::to_string(found.size()) + " parcels overlap there; " + book->parcel(parcel).id +
                                 " is shown");
    } else {
        parcel = o.address.empty() ? book->at(o.id) : at_address(*book, o.address);
    }
    const ParcelFile file = make_parcel_file(*book, parcel, on, known, o.radius_m,
                                             parcel_history(session.data, *book, parcel, session.run));
    write_result(o.format == "html"   ? parcel_html(file, surroundings(*book, file), language)
                 : o.format == "text" ? parcel_text(file, language)
                                      : parcel_json(file),
                 o.out);
}

} // namespace parcel_command

void add_parcel(CLI::App& app, Session& session)
{
    using namespace parcel_command;
    auto o = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "parcel", "The file of a parcel: every limit with its clause, plans around it, permits, cases");
    command->add_option("CITY", o->city, "city.toml, or the folder that holds it")->required();
    command->add_option("ID", o->id, "Parcel id (renovation code in any spelling)");
    command->add_option("--at", o->at, "The parcel at LON,LAT (WGS 84 degrees, longitude first)");
    command->add_option("--address", o->address, "The parcel whose address holds all these words");
    command->add_option("--district", o->district, "A table of all parcels of this district");
    command->add_flag("--all", o->all, "A table of all parcels");
    command->add_option("--on", o->on, "The rules in force on this day, 2026-03-21 or 1405/01/01; left out: today");
    command->add_option("--known", o->known, "… as they were recorded on this day; left out: all that is recorded now");
    command->add_option("--format", o->format, "json, html or text")
        ->check(CLI::IsMember({"json", "html", "text"}))
        ->capture_default_str();
    command->add_option("--lang", o->lang, "fa or en, for html and text")
        ->check(CLI::IsMember({"fa", "en"}))
        ->capture_default_str();
    command->add_option("--radius", o->radius_m, "Overlays and planned passages within so many metres are listed")
        ->check(between(0, 5000, "metres"))
        ->capture_default_str();
    command->add_option(
        "-o,--output", o->out,
        "File to write; left out: standard output. For tables .gpkg, .fgb, .parquet (working CRS) or .geojson (WGS 84)");
    add_run_options(*command, session);
    command->footer(
        "Lengths in metres, areas in m² on the ellipsoid, coverage and floor-area ratio as shares (0.6 = 60 %).\n"
        "Example: didban parcel khoy 7-12-104-3 --on 1404/01/01 --format html -o file.html");
    command->callback([o, &session] { run(*o, session); });
}

} // namespace didban::cli
