#include "didban/report/simulated_city.h"

#include "didban/base/number_text.h"
#include "didban/simulate/limits.h"

namespace didban {

namespace {

using simulate::Zone;

std::string plain(double value)
{
    if (value >= 1e8)
        return "inf";
    return text::significant(value, 6);
}

std::string rule(const std::string& id, const std::string& article, const std::string& applies,
                 const std::string& effect)
{
    return "[[rule]]\nid = \"" + id +
           "\"\nlevel = \"DETAILED\"\nstatus = \"APPROVED\"\nsource = { document = \"detailed plan (invented)\", "
           "article = \"" +
           article + "\" }\nvalid_from = \"1394/01/01\"\napplies = { " + applies + " }\neffect = { " + effect +
           " }\n\n";
}

std::string zone_rules(Zone zone)
{
    const std::string name_of(name(zone)), in_zone = "zone = [\"" + name_of + "\"]";
    std::string text;
    for (const simulate::PassageLimit& row : simulate::passage_limits(zone)) {
        const std::string band = plain(row.low) + ", " + plain(row.high),
                          applies = in_zone + ", passage_width_m = [" + band + "]";
        const std::string id = name_of + "-passage-" + plain(row.low);
        text += rule(id + "-floors", "4-1", applies,
                     "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " + std::to_string(row.floors) +
                         ", unit = \"floors\", base = \"pilotis\"");
        text += rule(id + "-coverage", "4-1", applies,
                     "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = " + plain(row.coverage) +
                         ", unit = \"share\"");
    }
    for (const simulate::AreaLimit& row : simulate::area_limits(zone))
        text += rule(name_of + "-area-" + plain(row.low) + "-floors", "4-2",
                     in_zone + ", plot_area_m2 = [" + plain(row.low) + ", " + plain(row.high) + "]",
                     "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = " + std::to_string(row.floors) +
                         ", unit = \"floors\", base = \"pilotis\"");
    text += rule(name_of + "-depth", "4-3", in_zone,
                 "quantity = \"depth\", combinator = \"RESTRICT_MAX\", value = { product = [\"depth_m\"], factor = " +
                     plain(simulate::depth_share) + ", plus = " + plain(simulate::depth_plus_m) + " }, unit = \"m\"");
    return text;
}

} // namespace

std::string simulated_rules()
{
    std::string text =
        "# Rules of a simulated city: an invented plan whose tables follow a published joint rule.\n\n[plan]\nid = "
        "\"simulated-detailed-plan\"\n"
        "title = \"Detailed plan of a simulated city (invented)\"\nlevel = \"DETAILED\"\nrecorded = \"1394/01/01\"\n\n";
    for (const Zone zone : {Zone::R1, Zone::R2, Zone::R3, Zone::C})
        text += zone_rules(zone);
    text += rule("garden-coverage", "5-1", "zone = [\"garden\"]",
                 "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = " + plain(simulate::garden_coverage) +
                     ", unit = \"share\"");
    text += rule("garden-floors", "5-1", "zone = [\"garden\"]",
                 "quantity = \"floors\", combinator = \"RESTRICT_MAX\", value = 1, unit = \"floors\"");
    text += rule("farmland-coverage", "6-1", "zone = [\"farmland\"]",
                 "quantity = \"coverage\", combinator = \"RESTRICT_MAX\", value = 0, unit = \"share\"");
    text += rule("heritage-inquiry", "7-1", "overlay = \"heritage\"",
                 "quantity = \"heritage_work\", combinator = \"REQUIRE_INQUIRY\", body = \"cultural heritage office\"");
    return text;
}

} // namespace didban
