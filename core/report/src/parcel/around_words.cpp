#include "parcel/around_words.h"

#include "didban/base/text.h"
#include "parcel/fact_words.h"

namespace didban::parcel_words {

std::string contact(const AroundItem& item, Language l)
{
    if (item.contact == Contact::Overlaps)
        return say(l, "on the parcel", "روی ملک");
    if (item.contact == Contact::Touches)
        return say(l, "touches the parcel's edge", "چسبیده به مرز ملک");
    return number(item.distance_m, item.distance_m < 1 ? 3 : 1, l) + say(l, " m away", " متر فاصله");
}

std::string around(const AroundItem& item, Language l)
{
    std::string text = overlay_kind(item.kind, item.label, l);
    if (!item.name.empty())
        text += " " + item.name;
    else
        text += " " + item.id;
    if (!item.degree.empty())
        text += say(l, ", degree ", "، درجه ") + (l == Language::Fa ? text::persian_digits(item.degree) : item.degree);
    if (item.plan_width_m) {
        text += ": " + (item.width_m ? number(*item.width_m, 1, l) : say(l, "?", "؟")) + say(l, " m to ", " متر به ") +
                number(*item.plan_width_m, 1, l) + say(l, " m", " متر");
    }
    text += say(l, ", ", "، ") + contact(item, l);
    if (item.area_m2 > 0)
        text += (item.kind == "widening" ? say(l, ", takes ", "، کاهش ملک ") : say(l, ", covers ", "، پوشش ")) +
                number(item.area_m2, 1, l) + say(l, " m² of the parcel", " مترمربع");
    if (!item.document.empty())
        text += " — " + item.document + (item.article.empty() ? "" : " " + item.article);
    return text;
}

} // namespace didban::parcel_words
