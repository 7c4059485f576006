#include "parcel/around_words.h"
#include "parcel/fact_words.h"
#include "parcel/ground_words.h"
#include "parcel/page_parts.h"

namespace didban::parcel_page {

namespace words = parcel_words;
using html::element;
using html::escape;
using html::isolate;

namespace {

/// What was looked at and is not in the table: what does not concern the parcel, and what nobody can say.
std::string looked_at(const Source& s)
{
    using State = CheckedLayer::State;
    std::string html;
    const auto line = [&](State state, const std::string& title) {
        if (const std::string list = words::checked_in(s.file.checked, state, s.language); !list.empty())
            html += element("p", element("strong", escape(title)) + " " + escape(list));
    };
    line(State::DoesNotConcern, s.say("Looked at, does not concern the parcel:", "بررسی شد و به ملک مربوط نیست:"));
    line(State::NoData,
         s.say("No data, so nothing can be said:", "داده‌ای نیست و چیزی نمی‌توان گفت:"));
    return html;
}

} // namespace

std::string around(const Source& s)
{
    const Language l = s.language;
    if (s.file.around.empty())
        return element("p", escape(s.say("Nothing within ", "تا شعاع ") + words::number(s.file.radius_m, 0, l) +
                                   s.say(" m.", " متری چیزی نیست."))) +
               looked_at(s);
    const std::string what = s.say("What", "عنوان"), where = s.say("Where", "جای آن"),
                      effect = s.say("Effect on the parcel", "اثر بر ملک"), source = s.say("Document", "سند");
    std::string rows;
    for (const AroundItem& a : s.file.around) {
        std::string title =
            escape(words::overlay_kind(a.kind, a.label, l)) + " " + isolate(a.name.empty() ? a.id : a.name);
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
    return table(s.say("Overlays and plans", "حریم‌ها و طرح‌ها"), {what, where, effect, source}, rows) +
           looked_at(s);
}

} // namespace didban::parcel_page
