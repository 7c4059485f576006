#include "didban/report/visit_page.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/cases/visit_routes.h"
#include "didban/crypto/encoding.h"
#include "didban/findings/violation.h"
#include "html_text.h"
#include "parcel/record_words.h"
#include "parcel/say.h"
#include "route_sketch.h"

#include <span>

namespace didban {

using html::element;
using html::escape;
using html::isolate;

namespace {

constexpr const char* style = R"css(
@page{size:A4;margin:14mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.2rem;color:#1b2529;background:#fff;font:400 15px/1.6 Vazirmatn,"Noto Sans Arabic","Noto Sans",Tahoma,"DejaVu Sans",sans-serif}
h1{font-size:1.4rem;margin:0}
.sub{color:#52606d;margin:.1rem 0 1rem}
.patrol+.patrol{break-before:page;margin-top:2.5rem}
svg{display:block;width:100%;height:auto;border:1px solid #d9dee3;border-radius:8px;margin-bottom:1rem}
.stop{display:grid;grid-template-columns:2.6rem 1fr 13rem;gap:.9rem;padding:.8rem 0;border-top:1px solid #d9dee3;break-inside:avoid}
.number{width:2.2rem;height:2.2rem;border-radius:50%;background:#0f4c75;color:#fff;text-align:center;line-height:2.2rem;font-weight:700}
.control .number{background:#fff;color:#0f4c75;border:2px solid #0f4c75;line-height:calc(2.2rem - 4px)}
h2{font-size:1.05rem;margin:.25rem 0 .3rem}
p{margin:.2rem 0}
.facts{color:#52606d;font-size:.88rem}
.clock{font-size:.88rem}
.late{color:#a12622;font-weight:700}
.seen{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin-top:.5rem;font-size:.9rem}
.seen i{display:inline-block;width:.85rem;height:.85rem;border:1.5px solid #1b2529;border-radius:2px;vertical-align:-1px;margin-inline-end:.35rem}
.seen b{flex:1;min-width:12rem;border-bottom:1px dotted #52606d;font-weight:400}
.chips{display:grid;grid-template-columns:1fr 1fr;gap:.3rem;direction:ltr;align-content:start}
figure{margin:0;text-align:center;font-size:.66rem;color:#52606d;white-space:nowrap}
img{width:100%;border-radius:4px;display:block}
@media(max-width:40rem){.stop{grid-template-columns:2.6rem 1fr}.chips{grid-column:2}}
)css";

std::string stage_words(const std::string& stage, Language language)
{
    static const parcel_words::Pairs words{{"excavation", {"excavation", "گودبرداری"}},
                                           {"foundation", {"foundation", "پی‌سازی"}},
                                           {"frame", {"frame", "اسکلت"}},
                                           {"roofed", {"roof closed", "سقف بسته"}},
                                           {"demolition", {"demolition", "تخریب"}}};
    return parcel_words::look_up(words, stage, language);
}

class Page {
public:
    explicit Page(const VisitPage& page) : page_(page) {}

    [[nodiscard]] std::string say(std::string_view en, std::string_view fa) const
    {
        return parcel_words::say(page_.language, en, fa);
    }
    [[nodiscard]] std::string figure(double x, int decimals = 0) const
    {
        return parcel_words::number(x, decimals, page_.language);
    }

    [[nodiscard]] std::string patrol(int number, const VisitRoute& route) const
    {
        std::string out =
            element("h1", escape(say("Patrol ", "گشت ")) + figure(number) + " · " + isolate(page_.city)) +
            element("p",
                    figure(static_cast<double>(route.size())) + escape(say(" visits, ", " بازدید، ")) +
                        figure(length_m(route) / 1000, 1) + escape(say(" km as the crow flies", " کیلومتر خط مستقیم")),
                    "class=\"sub\"") +
            route_sketch(route, page_.language) + "\n";
        for (const Visit* v : route)
            out += stop(*v, figure(v->stop));
        return element("section", out, "class=\"patrol\"") + "\n";
    }

    /// Visits without a place, which no route can hold.
    [[nodiscard]] std::string elsewhere(const std::vector<Visit>& visits) const
    {
        std::string out;
        for (const Visit& v : visits)
            if (v.patrol == 0)
                out += stop(v, "–");
        return out.empty() ? out
                           : element("section", element("h1", escape(say("Place not known", "مکان نامعلوم"))) + out,
                                     "class=\"patrol\"");
    }

private:
    /// Codes that are plain numbers are read as numbers.
    [[nodiscard]] std::string numeral(const std::string& code) const
    {
        return page_.language == Language::Fa ? text::persian_digits(code) : code;
    }

    [[nodiscard]] std::string violations(const Visit& v) const
    {
        std::string out;
        for (const std::string& code : v.violations)
            out += " · " + (is_violation(code)
                                ? escape(say(violation(code).name_en, violation(code).name_fa)) + " " + isolate(code)
                                : isolate(code));
        return out;
    }

    [[nodiscard]] std::string facts(const Visit& v) const
    {
        std::string out = v.control ? escape(say("control visit: nothing is suspected", "بازدید شاهد: ظنی در کار نیست"))
                                    : escape(parcel_words::verdict(v.verdict, page_.language)) + violations(v);
        if (!v.stage.empty() && v.stage != "unknown")
            out += " · " + escape(stage_words(v.stage, page_.language));
        if (!v.control)
            out += " · " + figure(v.area_m2) + escape(say(" m²", " مترمربع"));
        if (!v.permit_id.empty())
            out += " · " + escape(say("permit ", "پروانهٔ ")) + isolate(numeral(v.permit_id)) +
                   (v.permit_status.empty()
                        ? ""
                        : " (" + escape(parcel_words::permit_state(v.permit_status, page_.language)) + ")");
        if (!v.address.empty())
            out += " · " + isolate(v.address);
        if (v.longitude && v.latitude)
            out += " · " + isolate(text::fixed(*v.latitude, 6) + ", " + text::fixed(*v.longitude, 6));
        return element("p", out, "class=\"facts\"") + clock(v);
    }

    /// The day on which a clock of the case runs out.
    [[nodiscard]] std::string clock(const Visit& v) const
    {
        const std::optional<Date> due = Date::parse_iso(v.due);
        if (!due)
            return {};
        return element(
            "p",
            escape(v.overdue ? say("! Overdue since ", "! مهلت گذشته: ") : say("To be done by ", "مهلت تا ")) +
                isolate(parcel_words::date(*due, page_.language)),
            v.overdue ? "class=\"clock late\"" : "class=\"clock\"");
    }

    [[nodiscard]] std::string picture(const Visit& v, bool after) const
    {
        const std::string png = page_.chip && !v.case_id.empty() ? page_.chip(v.case_id, after) : std::string();
        if (png.empty())
            return {};
        const std::string name = after ? say("after", "پس") : say("before", "پیش");
        const std::optional<Date> day = Date::parse_iso(after ? v.last_seen : v.not_before);
        const std::string when = name + (day ? " " + parcel_words::date(*day, page_.language) : std::string());
        return element("figure", "<img alt=\"" + escape(when) + "\" src=\"data:image/png;base64," +
                                     to_base64(std::as_bytes(std::span(png))) + "\">" +
                                     element("figcaption", escape(when)));
    }

    [[nodiscard]] std::string stop(const Visit& v, const std::string& number) const
    {
        const std::string name = !v.parcel_id.empty() ? say("Parcel ", "ملک ") : say("Case ", "پروندهٔ ");
        const std::string sentence = page_.language == Language::Fa ? v.reason_fa : v.reason_en;
        const auto box = [&](std::string_view en, std::string_view fa) {
            return element("span", "<i></i>" + escape(say(en, fa)));
        };
        const std::string seen = v.control ? box("nothing", "موردی نبود") + box("a violation", "تخلف دیده شد")
                                           : box("confirmed", "تأیید") + box("dismissed", "رد");
        const std::string chips = picture(v, false) + picture(v, true);
        return element("div",
                       element("div", number, "class=\"number\"") +
                           element("div",
                                   element("h2", escape(name) +
                                                     isolate(v.parcel_id.empty() ? v.case_id : numeral(v.parcel_id))) +
                                       (sentence.empty() ? "" : element("p", escape(sentence))) + facts(v) +
                                       element("div", seen + element("b", escape(say("note: ", "یادداشت: "))),
                                               "class=\"seen\"")) +
                           (chips.empty() ? "" : element("div", chips, "class=\"chips\"")),
                       v.control ? "class=\"stop control\"" : "class=\"stop\"") +
               "\n";
    }

    const VisitPage& page_;
};

} // namespace

std::string visits_html(const std::vector<Visit>& visits, const VisitPage& page)
{
    const Page make(page);
    std::string body;
    each_route(visits, [&](int patrol, const VisitRoute& route) { body += make.patrol(patrol, route); });
    body += make.elsewhere(visits);
    if (visits.empty())
        body = element("p", escape(make.say("No case waits for a visit.", "موردی در انتظار بازدید نیست.")));
    const bool persian = page.language == Language::Fa;
    return std::string("<!doctype html>\n<html lang=\"") + (persian ? "fa\" dir=\"rtl" : "en\" dir=\"ltr") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\">\n" +
           element("title", escape(make.say("Visits", "بازدیدها") + " · " + page.city)) + element("style", style) +
           "\n</head>\n<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n";
}

} // namespace didban
