#include "didban/report/parcel_page.h"

#include "didban/base/text.h"
#include "parcel/fact_words.h"
#include "parcel/page_parts.h"
#include "parcel/page_style.h"

namespace didban {

namespace words = parcel_words;
using html::element;
using html::escape;
using html::isolate;

namespace parcel_page {

std::string numeral(const std::string& code, Language l)
{
    return l == Language::Fa ? text::persian_digits(code) : code;
}

std::string cell(std::string_view label, const std::string& inner)
{
    return element("td", inner, "data-label=\"" + escape(label) + "\"");
}

std::string table(const std::string& caption, const std::vector<std::string>& heads, const std::string& rows)
{
    std::string head;
    for (const std::string& h : heads)
        head += element("th", escape(h), "scope=\"col\"");
    return element("table",
                   element("caption", escape(caption)) + element("thead", element("tr", head)) + "\n" +
                       element("tbody", rows),
                   "class=\"wide\"");
}

std::string section(const std::string& title, const std::string& inner)
{
    return inner.empty() ? std::string() : element("section", element("h2", escape(title)) + "\n" + inner) + "\n";
}

} // namespace parcel_page

std::string parcel_html(const ParcelFile& file, const ParcelSurroundings& around, Language l)
{
    namespace page = parcel_page;
    const page::Source s{file, around, l};
    const Parcel& parcel = *file.parcel;
    const std::string city_name = l == Language::Fa && !file.city_fa.empty() ? file.city_fa : file.city;
    const std::string plan = words::plan_title(file.rules->plan(), l);
    const std::string kind = s.say("Parcel file", "پرونده ملک");
    const std::string head =
        element("p", escape(kind) + (city_name.empty() ? "" : " · " + escape(city_name)), "class=\"city\"") +
        element("h1", escape(s.say("Parcel ", "ملک ")) + "<bdi dir=\"ltr\">" + escape(parcel.id) + "</bdi>") +
        element("p",
                escape(s.say("Rules in force on ", "ضوابط معتبر در تاریخ ")) + s.date(file.on) +
                    (plan.empty() ? "" : " · " + isolate(plan)),
                "class=\"when\"");
    const std::string warning =
        s.say("This page reads out the plan's data. It is not a permit, and not a decision of the municipality.",
              "این برگ بازخوانی داده‌های طرح است؛ پروانه، گواهی یا رأی "
              "شهرداری "
              "نیست.");
    const std::string body =
        element("header", element("div", head, "class=\"wrap\""), "class=\"top\"") + "\n<main class=\"wrap\">\n" +
        page::cards(s) + page::alerts(s) + page::section(s.say("The parcel", "مشخصات ملک"), page::parcel(s)) +
        page::section(s.say("What the plan allows, clause by clause", "ضوابط ساخت و بند هر یک"), page::limits(s)) +
        page::section(s.say("Overlays and plans around it", "حریم‌ها و طرح‌های پیرامون"),
                      page::around(s)) +
        page::section(s.say("Permits and certificates", "پروانه‌ها و گواهی‌ها"), page::permits(s)) +
        page::section(s.say("What images show", "آنچه در تصویرها دیده شده"), page::sightings(s)) +
        page::section(s.say("Where this comes from", "منبع این برگ"), page::origins(s)) + "</main>\n" +
        element("footer", element("div", element("p", escape(warning)), "class=\"wrap\"")) + "\n";
    const std::string direction = l == Language::Fa ? "lang=\"fa\" dir=\"rtl\"" : "lang=\"en\" dir=\"ltr\"";
    return "<!doctype html>\n<html " + direction + "><head><meta charset=\"utf-8\">" +
           element("title", escape(kind + " " + parcel.id)) +
           "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">" + element("style", page_style) +
           "</head>\n<body>\n" + body + "</body></html>\n";
}

} // namespace didban
