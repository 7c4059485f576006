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

std::string alert(const std::string& title, const std::string& inner, bool grave)
{
    return element("aside", element("h2", escape(title)) + inner, grave ? "class=\"alert grave\"" : "class=\"alert\"") +
           "\n";
}

std::string list_of(const std::vector<std::string>& items)
{
    std::string all;
    for (const std::string& item : items)
        all += element("li", item);
    return element("ul", all);
}

std::string notes(const std::vector<std::string>& lines)
{
    std::string all;
    for (const std::string& line : lines)
        all += element("p", escape(line), "class=\"note\"");
    return all;
}

std::string date(const Date& day, Language l)
{
    return element("time", escape(words::date(day, l)), "datetime=\"" + day.iso() + "\"");
}

std::string when_line(const Answer& answer, const PlanTitle& of_plan, Language l)
{
    std::string line = escape(words::say(l, "Rules in force on ", "ضوابط معتبر در تاریخ ")) + date(answer.as_of, l);
    if (answer.known_as_of)
        line += escape(words::say(l, ", as they were recorded on ",
                                  "، چنان‌که در این تاریخ ثبت بوده است: ")) +
                date(*answer.known_as_of, l);
    const std::string plan = words::plan_title(of_plan, l);
    return line + (plan.empty() ? "" : " · " + isolate(plan));
}

std::string framed(const Frame& f, const std::string& parts, Language l)
{
    const std::string head =
        element("p", escape(f.kind) + (f.city.empty() ? "" : " · " + escape(f.city)), "class=\"city\"") +
        element("h1", escape(words::say(l, "Parcel ", "ملک ")) + "<bdi dir=\"ltr\">" + escape(f.parcel_id) + "</bdi>") +
        element("p", f.when, "class=\"when\"");
    const std::string body = element("header", element("div", head, "class=\"wrap\""), "class=\"top\"") +
                             "\n<main class=\"wrap\">\n" + parts + "</main>\n" +
                             element("footer", element("div", element("p", escape(f.warning)), "class=\"wrap\"")) +
                             "\n";
    const std::string direction = l == Language::Fa ? "lang=\"fa\" dir=\"rtl\"" : "lang=\"en\" dir=\"ltr\"";
    return "<!doctype html>\n<html " + direction + "><head><meta charset=\"utf-8\">" +
           element("title", escape(f.kind + " " + f.parcel_id)) +
           "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">" + element("style", page_style) +
           "</head>\n<body>\n" + body + "</body></html>\n";
}

} // namespace parcel_page

std::string parcel_html(const ParcelFile& file, const ParcelSurroundings& around, Language l)
{
    namespace page = parcel_page;
    const page::Source s{file, around, l};
    const page::Frame frame{
        s.say("Parcel file", "پرونده ملک"), l == Language::Fa && !file.city_fa.empty() ? file.city_fa : file.city,
        file.parcel->id, page::when_line(file.answer, file.rules->plan(), l),
        s.say("This page reads out the plan's data. It is not a permit, and not a decision of the municipality.",
              "این برگ بازخوانی داده‌های طرح است؛ پروانه، گواهی یا رأی "
              "شهرداری "
              "نیست.")};
    return page::framed(
        frame,
        page::cards(s) + page::alerts(s) + page::section(s.say("The parcel", "مشخصات ملک"), page::parcel(s)) +
            page::section(s.say("What the plan allows, clause by clause", "ضوابط ساخت و بند هر یک"), page::limits(s)) +
            page::section(s.say("How much may be built", "چقدر می‌توان ساخت"), page::buildable(s)) +
            page::section(
                s.say("Pending: not binding yet", "در دست تصویب: هنوز الزام‌آور نیست"),
                page::pending(file.pending, *file.rules, l)) +
            page::section(s.say("Overlays and plans around it", "حریم‌ها و طرح‌های پیرامون"),
                          page::around(s)) +
            page::section(s.say("Permits and certificates", "پروانه‌ها و گواهی‌ها"),
                          page::permits(s)) +
            page::section(s.say("What images show", "آنچه در تصویرها دیده شده"), page::sightings(s)) +
            page::section(s.say("Where this comes from", "منبع این برگ"), page::origins(s)),
        l);
}

} // namespace didban
