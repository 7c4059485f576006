#pragma once
#include "didban/report/parcel_page.h"
#include "html_text.h"
#include "parcel/say.h"

/// The parts of pages about a parcel, each a finished piece of HTML; "" where there is nothing to show.
namespace didban::parcel_page {

/// What stands around the parts of a page.
struct Frame {
    std::string kind; ///< "Parcel file"
    std::string city; ///< "" = none
    std::string parcel_id;
    std::string when;    ///< HTML: day and plan
    std::string warning; ///< last line
};
/// The whole page. `parts` is HTML.
[[nodiscard]] std::string framed(const Frame& frame, const std::string& parts, Language language);

/// What someone asks again for, to see that a page says what the city says.
struct Proof {
    std::string_view answer; ///< "parcel", "assessment"
    std::string city;
    std::string parcel_id;
    Date on;
    std::optional<Date> known_as_of;
    std::string hash;
};
/// The answer code beside a QR code of it (docs/parcel-service.md), how to compare them, and the whole hash.
[[nodiscard]] std::string proof(const Proof& proof, Language language);

/// A date as printed, with its ISO form for machines.
[[nodiscard]] std::string date(const Date& day, Language language);

/// What every part is made from.
struct Source {
    const ParcelFile& file;
    const ParcelSurroundings& surroundings;
    Language language;
    [[nodiscard]] std::string say(std::string_view en, std::string_view fa) const
    {
        return parcel_words::say(language, en, fa);
    }
    [[nodiscard]] std::string unknown() const { return say("unknown", "نامعلوم"); }
    [[nodiscard]] std::string date(const Date& day) const { return parcel_page::date(day, language); }
};

/// A box that is seen first. `inner` is HTML.
[[nodiscard]] std::string alert(const std::string& title, const std::string& inner, bool grave);
/// Items are HTML.
[[nodiscard]] std::string list_of(const std::vector<std::string>& items);
/// Where a rule stands written, linked where the rule gives an address on the web, and its id.
[[nodiscard]] std::string clause(const Rule& rule, Language language);
/// Bodies to ask.
[[nodiscard]] std::string ask_first(const Answer& answer, Language language);
/// Rules that do not hold yet, beside those that do.
[[nodiscard]] std::string pending(const std::vector<PendingRule>& pending, const RuleSet& rules, Language language);
/// Lines below a table.
[[nodiscard]] std::string notes(const std::vector<std::string>& lines);
/// "Rules in force on DAY", as they were known on another, and the plan.
[[nodiscard]] std::string when_line(const Answer& answer, const PlanTitle& plan, Language language);

/// Codes that are plain numbers are read as numbers.
[[nodiscard]] std::string numeral(const std::string& code, Language language);
/// A table cell that carries its column's heading for narrow screens. `inner` is HTML.
[[nodiscard]] std::string cell(std::string_view label, const std::string& inner);
/// A table with a hidden caption and a heading row. `rows` is HTML.
[[nodiscard]] std::string table(const std::string& caption, const std::vector<std::string>& heads,
                                const std::string& rows);
[[nodiscard]] std::string section(const std::string& title, const std::string& inner);

[[nodiscard]] std::string cards(const Source& s);  ///< floors, height, coverage, floor-area ratio at a glance
[[nodiscard]] std::string alerts(const Source& s); ///< open cases, conflicts, bodies to ask
[[nodiscard]] std::string parcel(const Source& s); ///< map and facts
[[nodiscard]] std::string limits(const Source& s);
[[nodiscard]] std::string buildable(const Source& s); ///< area per floor and in all
[[nodiscard]] std::string around(const Source& s);
[[nodiscard]] std::string permits(const Source& s);
[[nodiscard]] std::string sightings(const Source& s); ///< papers beside images, cases, periods
[[nodiscard]] std::string origins(const Source& s);   ///< data behind the page

} // namespace didban::parcel_page
