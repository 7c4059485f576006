#include "parcel/check_words.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"

namespace didban::parcel_words {

std::string check_title(const DesignCheck& c, Language l)
{
    static const Pairs words{{"inside_parcel", {"inside the parcel", "درون ملک"}},
                             {"widening", {"the corrected edge", "بر اصلاحی"}},
                             {"overlay", {"overlay", "حریم"}},
                             {"use", {"use", "کاربری"}}};
    const std::string& part = l == Language::Fa && !c.part_fa.empty() ? c.part_fa : c.part;
    std::string title = look_up(words, c.check, l);
    if (c.check == "cut_angle") {
        const std::string angle =
            c.rule && c.rule->effect.cut_angle_deg ? number(*c.rule->effect.cut_angle_deg, 1, l) : "";
        title = say(l, "cut of " + angle + "° towards the neighbour", "پخ " + angle + " درجه به سوی همسایه");
    } else if (c.quantity) {
        title = quantity(*c.quantity, l);
    }
    return title + (part.empty() ? "" : " (" + part + ")");
}

std::string check_limit(const DesignCheck& c, const Answer& answer, Language l)
{
    const QuantityAnswer* a = c.quantity && c.check != "cut_angle" ? answer.find(*c.quantity) : nullptr;
    if (!a)
        return {};
    if (c.limit && a->outcome != Outcome::Forbidden)
        return say(l, c.minimum ? "at least " : "at most ", c.minimum ? "دست‌کم " : "حداکثر ") +
               amount(*c.limit, *c.quantity, l);
    return outcome(a->outcome, l);
}

std::string check_measured(const DesignCheck& c, Language l)
{
    if (c.check == "cut_angle" || c.check == "use" || c.quantity == Quantity::HeritageWork)
        return {};
    if (!c.measured)
        return say(l, "not stated", "گفته نشده");
    return c.quantity ? amount({*c.measured, *c.measured}, *c.quantity, l)
                      : number(*c.measured, 2, l) + say(l, " m²", " مترمربع");
}

std::string check_reason(const DesignCheck& c, Language l)
{
    return say(l, c.reason_en, c.reason_fa);
}

} // namespace didban::parcel_words
