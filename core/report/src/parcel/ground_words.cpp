#include "parcel/ground_words.h"

#include "parcel/fact_words.h"
#include "parcel/limit_words.h"

#include <algorithm>

namespace didban::parcel_words {

namespace {

std::string square_metres(const Limit& limit, Language l)
{
    std::string text = number(limit.low, 1, l);
    if (number(limit.high, 1, l) != text)
        text += say(l, " to ", " تا ") + number(limit.high, 1, l);
    return text + say(l, " m²", " مترمربع");
}

std::string names(const std::vector<Quantity>& quantities, Language l)
{
    std::string list;
    for (const Quantity q : quantities)
        list += (list.empty() ? "" : say(l, ", ", "، ")) + quantity(q, l);
    return list;
}

} // namespace

std::string area(const BuildableArea& a, Language l)
{
    if (a.m2)
        return square_metres(*a.m2, l);
    if (a.unknown.empty())
        return say(l, "not limited", "بدون محدودیت");
    if (!a.at_most_m2)
        return say(l, "not known", "نامعلوم");
    return say(l, "not known; in any case at most ", "نامعلوم؛ در هر حال حداکثر ") +
           square_metres({a.at_most_m2->high, a.at_most_m2->high}, l);
}

std::vector<std::string> area_reasons(const BuildableArea& a, Language l)
{
    std::vector<std::string> reasons;
    std::vector<Quantity> by;
    for (const BindingLimit& b : a.decided_by)
        if (std::find(by.begin(), by.end(), b.quantity) == by.end())
            by.push_back(b.quantity);
    if (!by.empty())
        reasons.push_back(say(l, "by: ", "بر پایه: ") + names(by, l));
    else if (a.at_most_m2)
        reasons.push_back(say(l, "by the plot itself", "بر پایه مساحت خود ملک"));
    if (!a.unknown.empty())
        reasons.push_back(say(l, "not known: ", "نامعلوم: ") + names(a.unknown, l));
    return reasons;
}

std::string stated_area(const StatedArea& a, Language l)
{
    const double difference = a.difference_m2();
    const std::string apart = number(difference < 0 ? -difference : difference, 2, l);
    const std::string tolerance = number(a.tolerance_m2, 1, l);
    return number(a.stated_m2, 2, l) +
           say(l,
               " m²; " + apart + " m² " + (difference < 0 ? "less" : "more") + " than measured (± " + tolerance +
                   " m²): ",
               " مترمربع؛ " + apart + " مترمربع " + (difference < 0 ? "کمتر" : "بیشتر") +
                   " از اندازه‌گیری (± " + tolerance + " مترمربع): ") +
           (a.agrees() ? say(l, "within the accuracy", "در حد دقت") : say(l, "they differ", "ناهمخوان"));
}

std::string checked_layer(const CheckedLayer& c, Language l)
{
    static const Pairs words{{"zones", {"zones", "پهنه‌ها"}},
                             {"streets", {"streets and widening", "گذرها و تعریض"}},
                             {"jurisdiction", {"city limit and harim", "محدوده و حریم شهر"}},
                             {"permits", {"permits", "پروانه‌ها"}},
                             {"observations", {"observations by images", "پایش تصویری"}}};
    return c.what == "overlay" ? overlay_kind(c.kind, c.label, l) : look_up(words, c.what, l);
}

std::string checked_state(CheckedLayer::State state, Language l)
{
    static const Pairs words{{"concerns", {"concerns the parcel", "ملک را در بر می‌گیرد"}},
                             {"near", {"nearby", "در پیرامون"}},
                             {"does_not_concern", {"does not concern the parcel", "به ملک مربوط نیست"}},
                             {"no_data", {"no data", "داده‌ای نیست"}}};
    return look_up(words, std::string(name(state)), l);
}

std::string checked_in(const std::vector<CheckedLayer>& layers, CheckedLayer::State state, Language l)
{
    std::string list;
    for (const CheckedLayer& c : layers)
        if (c.state == state)
            list += (list.empty() ? "" : say(l, ", ", "، ")) + checked_layer(c, l);
    return list;
}

} // namespace didban::parcel_words
