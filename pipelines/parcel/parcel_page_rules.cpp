#include "didban/base/text.h"
#include "pipelines/parcel/location_map.h"
#include "pipelines/parcel/parcel_html.h"
#include "pipelines/parcel/use_codes.h"

namespace didban::parcel_page {

namespace words = parcel_words;
using html::element;
using html::escape;
using html::isolate;

namespace {

std::string badge(Outcome o, Language l)
{
    return element("span", escape(words::outcome(o, l)), "class=\"badge " + std::string(name(o)) + "\"");
}

/// The badge, unless the text beside it says the same.
std::string badge_beside(const std::string& text, Outcome o, Language l)
{
    return text == words::outcome(o, l) ? std::string() : badge(o, l);
}

/// Codes that are plain numbers are read as numbers.
std::string numeral(const std::string& code, Language l)
{
    return l == Language::Fa ? text::persian_digits(code) : code;
}

std::string fact(const std::string& label, const std::string& value)
{
    return element("tr", element("th", escape(label), "scope=\"row\"") + element("td", value)) + "\n";
}

/// A use code with its name in the plan's table, its national class and its class in INSPIRE.
std::string use(const Source& s, const UseCode& code)
{
    if (code.local.empty())
        return escape(s.unknown());
    const std::string& nice = s.language == Language::Fa ? code.name_fa : code.name_en;
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

std::string zones(const Source& s)
{
    const ParcelFacts& f = s.file.facts;
    const RuleSet& rules = s.book.plan().rules;
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
        rows += element("tr", element("th", isolate(z.zone.empty() ? "?" : z.zone), "scope=\"row\"") +
                                  cell(share, escape(words::number(100 * z.share, 1, s.language) + s.say(" %", "٪"))) +
                                  cell(approved, use(s, approved_use_codes(rules, z))) +
                                  cell(permitted, use(s, use_codes(rules, z.use_permitted))) +
                                  cell(governing, use(s, use_codes(rules, z.use_governing)))) +
                "\n";
    return element("h3", escape(s.say("Zone and uses", "پهنه و کاربری"))) +
           table(s.say("Zones of the parcel", "پهنه‌های ملک"),
                 {zone, share, approved, permitted, governing}, rows);
}

/// What the number on a card does not hold without: where it is forbidden, on what condition it holds.
std::string card_remarks(const Source& s, const QuantityAnswer& a)
{
    std::string html;
    for (const std::string& part : words::forbidden_parts(a, s.language))
        html += element("p", escape(part), "class=\"note\"");
    for (const std::string& condition : words::conditions(a, s.language))
        html += element("p", escape(s.say("condition: ", "شرط: ") + condition), "class=\"note\"");
    if (a.conflict)
        html += element("p", escape(s.say("conflict with the least that is demanded", "ناسازگار با حداقل لازم")),
                        "class=\"note\"");
    return html;
}

/// A limit with a forbidden part, a condition or a conflict is not shown as plainly allowed.
std::string card_class(const QuantityAnswer& a)
{
    const bool plain = a.forbidden_parts.empty() && a.conditions.empty() && !a.conflict;
    return std::string(name(plain || a.outcome != Outcome::Allowed ? a.outcome : Outcome::Limited));
}

std::string passages(const Source& s)
{
    std::string list;
    for (const PassageFact& p : s.file.facts.passages) {
        const auto width = [&](const std::optional<double>& w) {
            return w ? words::number(*w, 1, s.language) + s.say(" m", " متر") : s.unknown();
        };
        list +=
            (list.empty() ? "" : "<br>") + isolate(p.name.empty() ? p.street_id : p.name) +
            escape(s.say(": now ", ": موجود ") + width(p.width_m) + s.say(", plan ", "، طرح ") + width(p.plan_width_m));
    }
    return list;
}

} // namespace

std::string cards(const Source& s)
{
    std::string all;
    for (const Quantity q : {Quantity::Floors, Quantity::Height, Quantity::Coverage, Quantity::FloorAreaRatio})
        if (const QuantityAnswer* a = s.file.answer.find(q))
            all += element("div",
                           element("p", escape(words::quantity(q, s.language)), "class=\"what\"") +
                               element("p", escape(words::short_value(*a, s.language)), "class=\"value\"") +
                               badge_beside(words::short_value(*a, s.language), a->outcome, s.language) +
                               card_remarks(s, *a),
                           "class=\"card " + card_class(*a) + "\"") +
                   "\n";
    return element("div", all,
                   "class=\"cards\" role=\"group\" aria-label=\"" + s.say("At a glance", "در یک نگاه") + "\"") +
           "\n";
}

std::string parcel(const Source& s)
{
    const ParcelFacts& f = s.file.facts;
    const Language l = s.language;
    const auto measure = [&](const std::optional<double>& v, std::string_view en, std::string_view fa) {
        return escape(v ? words::number(*v, 2, l) + words::say(l, en, fa) : s.unknown());
    };
    const std::string district = s.book.parcel(s.file.parcel).district;
    std::string rows =
        fact(s.say("District", "منطقه"), district.empty() ? escape(s.unknown()) : isolate(numeral(district, l))) +
        fact(s.say("Jurisdiction", "محدوده"), escape(words::jurisdiction(s.file.answer, l))) +
        fact(s.say("Area, measured", "مساحت اندازه‌گیری‌شده"),
             measure(f.area_m2, " m²", " مترمربع")) +
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
    return element("div", location_map(s.book, s.file, l) + element("div", facts), "class=\"two\"") + zones(s);
}

std::string limits(const Source& s)
{
    const std::string what = s.say("Quantity", "موضوع"), limit = s.say("Limit", "ضابطه"), by = s.say("Set by", "مستند"),
                      more = s.say("To know", "یادداشت");
    std::string rows;
    for (const QuantityAnswer& q : s.file.answer.quantities) {
        std::string clause, remarks;
        if (const std::string text = words::clause(q, s.language); !text.empty())
            clause = element("span", isolate(text), "class=\"clause\"") + element("code", isolate(q.decided_by->id));
        for (const std::string& remark : words::remarks(q, s.language))
            remarks += element("span", escape(remark), "class=\"remark\"");
        const std::string text = words::value(q, s.language);
        rows += element("tr", element("th", escape(words::quantity(q.quantity, s.language)), "scope=\"row\"") +
                                  cell(limit, text == words::outcome(q.outcome, s.language)
                                                  ? badge(q.outcome, s.language)
                                                  : escape(text) + " " + badge(q.outcome, s.language)) +
                                  cell(by, clause) + cell(more, remarks)) +
                "\n";
    }
    std::string html = table(s.say("Limits", "ضوابط"), {what, limit, by, more}, rows);
    for (const std::string& note : words::notes(s.file, s.language))
        html += element("p", escape(note), "class=\"note\"");
    return html;
}

std::string around(const Source& s)
{
    const Language l = s.language;
    if (s.file.around.empty())
        return element("p", escape(s.say("Nothing within ", "تا شعاع ") + words::number(s.file.radius_m, 0, l) +
                                   s.say(" m.", " متری چیزی نیست.")));
    const std::string what = s.say("What", "عنوان"), where = s.say("Where", "جای آن"),
                      effect = s.say("Effect on the parcel", "اثر بر ملک"), source = s.say("Document", "سند");
    std::string rows;
    for (const AroundItem& a : s.file.around) {
        std::string title = escape(words::overlay_kind(a.kind, l)) + " " + isolate(a.name.empty() ? a.id : a.name);
        if (!a.degree.empty())
            title += escape(s.say(", degree ", "، درجه ")) + isolate(numeral(a.degree, l));
        std::string change = a.area_m2 > 0
                                 ? (a.kind == "widening" ? s.say("takes ", "کاهش ") : s.say("covers ", "پوشش ")) +
                                       words::number(a.area_m2, 1, l) + s.say(" m²", " مترمربع")
                                 : s.say("none", "ندارد");
        if (a.plan_width_m)
            title += escape(" (" + (a.width_m ? words::number(*a.width_m, 1, l) : s.unknown()) + s.say(" to ", " به ") +
                            words::number(*a.plan_width_m, 1, l) + s.say(" m)", " متر)"));
        rows += element("tr",
                        element("th", title, "scope=\"row\"") + cell(where, escape(words::contact(a, l))) +
                            cell(effect, escape(change)) +
                            cell(source, a.document.empty() ? "" : isolate(a.document + " " + numeral(a.article, l)))) +
                "\n";
    }
    return table(s.say("Overlays and plans", "حریم‌ها و طرح‌ها"), {what, where, effect, source}, rows);
}

} // namespace didban::parcel_page
