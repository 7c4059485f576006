#include "didban/rules/use_codes.h"
#include "parcel/fact_words.h"
#include "parcel/ground_words.h"
#include "parcel/location_map.h"
#include "parcel/page_parts.h"

namespace didban::parcel_page {

namespace words = parcel_words;
using html::element;
using html::escape;
using html::isolate;

namespace {

std::string fact(const std::string& label, const std::string& value)
{
    return element("tr", element("th", escape(label), "scope=\"row\"") + element("td", value)) + "\n";
}

/// A use code with its name in the plan's table, its national class and its class in INSPIRE.
std::string use(const Source& s, const UseCode& code)
{
    if (code.local.empty())
        return escape(s.unknown());
    const std::string nice = words::use_called(code, s.language);
    std::string text = isolate(nice.empty() ? code.local : nice);
    if (!nice.empty() && nice != code.local)
        text += " " + element("code", isolate(code.local));
    if (!code.national.empty() && code.national != nice)
        text += "<br>" + element("span", escape(s.say("National class ", "رده ملی ")) + isolate(code.national),
                                 "class=\"note\"");
    if (!code.hilucs.empty())
        text += "<br>" + element("span", "HILUCS " + escape(code.hilucs), "class=\"note\" dir=\"ltr\"");
    return text;
}

/// The kind of plan that a zone is of, unless it is a detailed one.
std::string level(const Source& s, const ZoneShare& zone)
{
    if (zone.level == PlanLevel::Detailed)
        return {};
    return element("span", escape(s.say(std::string(name(zone.level)) + " plan", name_fa(zone.level))),
                   "class=\"remark\"");
}

std::string zones(const Source& s)
{
    const ParcelFacts& f = s.file.facts;
    const RuleSet& rules = *s.file.rules;
    if (f.zones.empty())
        return element("p",
                       escape(f.zones_known
                                  ? s.say("The parcel lies in no zone of the plan in force on that day.",
                                          "ملک در آن روز در هیچ پهنه‌ای از طرح نیست.")
                                  : s.say("Zone: unknown.", "پهنه: نامعلوم.")));
    const std::string zone = s.say("Zone", "پهنه"), share = s.say("Share", "سهم"),
                      approved = s.say("Approved use", "کاربری مصوب"),
                      permitted = s.say("Permitted use", "کاربری مجاز"),
                      governing = s.say("Governing use", "کاربری ملاک عمل");
    std::string rows;
    for (const ZoneShare& z : f.zones)
        rows += element("tr", element("th", isolate(z.zone.empty() ? "?" : z.zone) + level(s, z), "scope=\"row\"") +
                                  cell(share, escape(words::number(100 * z.share, 1, s.language) + s.say(" %", "٪"))) +
                                  cell(approved, use(s, approved_use_codes(rules, z))) +
                                  cell(permitted, use(s, use_codes(rules, z.use_permitted))) +
                                  cell(governing, use(s, use_codes(rules, z.use_governing)))) +
                "\n";
    return element("h3", escape(s.say("Zone and uses", "پهنه و کاربری"))) +
           table(s.say("Zones of the parcel", "پهنه‌های ملک"),
                 {zone, share, approved, permitted, governing}, rows);
}

std::string passages(const Source& s)
{
    std::string list;
    for (const PassageFact& p : s.file.facts.passages)
        list += (list.empty() ? "" : "<br>") + isolate(p.name.empty() ? p.street_id : p.name) +
                escape(": " + words::passage_widths(p, s.language));
    return list;
}

} // namespace

std::string parcel(const Source& s)
{
    const ParcelFacts& f = s.file.facts;
    const Language l = s.language;
    const auto measure = [&](const std::optional<double>& v, std::string_view en, std::string_view fa) {
        return escape(v ? words::number(*v, 2, l) + words::say(l, en, fa) : s.unknown());
    };
    const std::string district = s.file.parcel->district;
    std::string rows =
        (s.file.address.empty() ? std::string() : fact(s.say("Address", "نشانی"), isolate(s.file.address))) +
        fact(s.say("District", "منطقه"), district.empty() ? escape(s.unknown()) : isolate(numeral(district, l))) +
        fact(s.say("Jurisdiction", "محدوده"), escape(words::jurisdiction(s.file.answer, l))) +
        fact(s.say("Area, measured", "مساحت اندازه‌گیری‌شده"),
             measure(f.area_m2, " m²", " مترمربع")) +
        (s.file.stated_area
             ? fact(s.say("Area by the deed", "مساحت سند"), escape(words::stated_area(*s.file.stated_area, l)))
             : std::string()) +
        fact(s.say("Area after widening", "مساحت پس از اصلاحی"), measure(f.area_after_widening_m2, " m²", " مترمربع"));
    if (f.area_m2 && f.area_after_widening_m2 && *f.area_m2 - *f.area_after_widening_m2 > 0.05)
        rows += fact(s.say("Lost to widening", "کاهش در تعریض"),
                     measure(*f.area_m2 - *f.area_after_widening_m2, " m²", " مترمربع"));
    if (const std::string why = words::why_widening_unknown(f, l); !why.empty())
        rows += fact(s.say("Lost to widening", "کاهش در تعریض"), escape(s.unknown() + ": " + why));
    rows += fact(s.say("Passage width that counts", "عرض گذر ملاک"), measure(f.passage_width_m, " m", " متر")) +
            (f.passages.empty() ? "" : fact(s.say("Passages it fronts", "گذرهای مجاور"), passages(s))) +
            fact(s.say("Frontage", "طول بر"), measure(f.frontage_m, " m", " متر")) +
            fact(s.say("Depth", "عمق"), measure(f.depth_m, " m", " متر")) +
            fact(s.say("Corner plot", "نبش"), escape(!f.corner   ? s.unknown()
                                                     : *f.corner ? s.say("yes", "بله")
                                                                 : s.say("no", "خیر")));
    const std::string facts = element(
        "table", element("caption", escape(s.say("Facts of the parcel", "مشخصات ملک"))) + element("tbody", rows),
        "class=\"facts\"");
    return element("div", location_map(s.file, s.surroundings, l) + element("div", facts), "class=\"two\"") + zones(s);
}

std::string buildable(const Source& s)
{
    if (!s.file.buildable)
        return {};
    const Language l = s.language;
    const auto row = [&](const std::string& title, const BuildableArea& area) {
        std::string reasons;
        for (const std::string& reason : words::area_reasons(area, l))
            reasons += element("span", escape(reason), "class=\"remark\"");
        return fact(title, escape(words::area(area, l)) + reasons);
    };
    return element("table",
                   element("caption", escape(s.say("How much may be built", "چقدر می‌توان ساخت"))) +
                       element("tbody", row(s.say("Per floor", "در هر طبقه"), s.file.buildable->per_floor) +
                                            row(s.say("In all", "در کل"), s.file.buildable->total)),
                   "class=\"facts\"") +
           element(
               "p",
               escape(
                   s.say(
                       "Conditions and forbidden parts of the limits above hold here too. ",
                       "شرط‌ها و بخش‌های ممنوع ضوابط بالا اینجا هم برقرار است. ") +
                   s.say("A cut of the depth towards the neighbour is not taken off.",
                         "پخ عمق ساخت به سوی همسایه کم نشده است.")),
               "class=\"note\"");
}

} // namespace didban::parcel_page
