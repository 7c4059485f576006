#pragma once
#include "didban/report/parcel_page.h"
#include "html_text.h"
#include "parcel/say.h"

/// The parts of the parcel page, each a finished piece of HTML; "" where there is nothing to show.
namespace didban::parcel_page {

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
    /// A date as printed, with its ISO form for machines.
    [[nodiscard]] std::string date(const Date& day) const
    {
        return html::element("time", html::escape(parcel_words::date(day, language)), "datetime=\"" + day.iso() + "\"");
    }
};

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
[[nodiscard]] std::string around(const Source& s);
[[nodiscard]] std::string permits(const Source& s);
[[nodiscard]] std::string sightings(const Source& s); ///< papers beside images, cases, periods
[[nodiscard]] std::string origins(const Source& s);   ///< data behind the page

} // namespace didban::parcel_page
