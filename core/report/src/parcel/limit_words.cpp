#include "parcel/limit_words.h"

#include "parcel/fact_words.h"

namespace didban::parcel_words {

namespace {

std::string unit_word(Quantity q, Language l)
{
    static const Pairs units{{"floors", {"floors", "طبقه"}}, {"m", {"m", "متر"}},
                             {"share", {"%", "٪"}},          {"ratio", {"%", "٪"}},
                             {"cars", {"cars", "خودرو"}},    {"units", {"units", "واحد"}},
                             {"m2", {"m²", "مترمربع"}},      {"m_asl", {"m above sea level", "متر از تراز دریا"}}};
    return look_up(units, std::string(unit(q)), l);
}

std::string base_word(FloorBase base, Language l)
{
    static const Pairs bases{{"", {"", ""}},
                             {"pilotis", {" on pilotis", " روی پیلوت"}},
                             {"basement", {" on a basement", " روی زیرزمین"}},
                             {"half_basement", {" on a half-basement", " روی نیم‌زیرزمین"}},
                             {"ground", {" from the ground floor", " از همکف"}}};
    return look_up(bases, std::string(name(base)), l);
}

std::string reference_word(const Effect& e, Language l)
{
    static const Pairs from{
        {"", {"", ""}},
        {"street_mid_front", {" above the street at mid-front", " از کف گذر در میانه بر"}},
        {"street_highest", {" above the highest street level", " از بالاترین تراز گذر"}},
        {"natural_ground", {" above natural ground", " از زمین طبیعی"}},
        {"average_corners", {" above the mean of the corners", " از میانگین گوشه‌ها"}},
        {"sea_level", {" above sea level", " از تراز دریا"}}};
    static const Pairs to{{"", {"", ""}},
                          {"eave", {" to the eave", " تا لبه بام"}},
                          {"roof_slab", {" to the roof slab", " تا سقف آخر"}},
                          {"parapet", {" to the parapet", " تا جان‌پناه"}},
                          {"stair_box", {" to the stair box", " تا خرپشته"}},
                          {"ridge", {" to the ridge", " تا تیزه بام"}},
                          {"highest", {" to the highest point", " تا بالاترین نقطه"}}};
    return look_up(from, std::string(name(e.height_reference)), l) + look_up(to, std::string(name(e.height_top)), l);
}

} // namespace

std::string amount(const Limit& limit, Quantity q, Language l)
{
    const bool percent = unit(q) == "share" || unit(q) == "ratio";
    const double scale = percent ? 100 : 1;
    std::string text = number(limit.low * scale, 2, l);
    if (!limit.exact())
        text += say(l, " to ", " تا ") + number(limit.high * scale, 2, l);
    if (l == Language::En && limit.exact() && limit.low == 1 && unit(q) == "floors")
        return text + " floor";
    return text + (percent && l == Language::Fa ? "" : " ") + unit_word(q, l);
}

std::string value(const QuantityAnswer& a, const RuleSet& rules, Language l)
{
    switch (a.outcome) {
    case Outcome::Forbidden:
        return say(l, "forbidden", "ممنوع");
    case Outcome::NotRegulated:
        return say(l, "no limit", "بدون محدودیت");
    case Outcome::Unknown:
    case Outcome::NeedsInquiry: {
        std::string text =
            a.outcome == Outcome::Unknown ? say(l, "unknown", "نامعلوم") : say(l, "inquiry needed", "نیازمند استعلام");
        if (a.limit())
            text += (is_minimum(a.quantity) ? say(l, ", at least ", "، دست‌کم ")
                                            : say(l, ", in no case more than ", "، در هر حال حداکثر ")) +
                    amount(*a.limit(), a.quantity, l);
        return text;
    }
    case Outcome::Allowed:
    case Outcome::Limited:
        break;
    }
    if (is_use_list(a.quantity)) {
        std::string list;
        for (const std::string& use : a.uses)
            list += (list.empty() ? "" : say(l, ", ", "، ")) + use_name(rules, use, l);
        return list.empty() ? say(l, "none", "هیچ") : list;
    }
    std::string text;
    if (a.maximum)
        text = (a.fixed ? say(l, "exactly ", "دقیقاً ") : say(l, "at most ", "حداکثر ")) +
               amount(*a.maximum, a.quantity, l);
    if (a.minimum)
        text += (text.empty() ? "" : say(l, ", ", "، ")) + say(l, "at least ", "دست‌کم ") +
                amount(*a.minimum, a.quantity, l);
    if (a.decided_by)
        text += base_word(a.decided_by->effect.base, l) + reference_word(a.decided_by->effect, l);
    return text;
}

std::string short_value(const QuantityAnswer& a, Language l)
{
    const bool bounded = a.outcome == Outcome::Allowed || a.outcome == Outcome::Limited;
    if (bounded && a.limit())
        return (a.fixed                  ? say(l, "exactly ", "دقیقاً ")
                : is_minimum(a.quantity) ? say(l, "from ", "دست‌کم ")
                                         : say(l, "up to ", "تا ")) +
               amount(*a.limit(), a.quantity, l);
    if ((a.outcome == Outcome::Unknown || a.outcome == Outcome::NeedsInquiry) && a.limit())
        return say(l, "not above ", "حداکثر ") + amount(*a.limit(), a.quantity, l);
    if (a.outcome == Outcome::NotRegulated)
        return "–";
    return a.outcome == Outcome::Forbidden ? amount({0, 0}, a.quantity, l) : outcome(a.outcome, l);
}

std::string quantity(Quantity q, Language l)
{
    return std::string(l == Language::Fa ? name_fa(q) : name_en(q));
}

std::string outcome(Outcome o, Language l)
{
    switch (o) {
    case Outcome::Allowed:
        return say(l, "by the plan", "طبق طرح");
    case Outcome::Limited:
        return say(l, "tightened", "محدودتر از طرح");
    case Outcome::Forbidden:
        return say(l, "forbidden", "ممنوع");
    case Outcome::NotRegulated:
        return say(l, "no limit set", "بدون محدودیت");
    case Outcome::NeedsInquiry:
        return say(l, "ask first", "نیازمند استعلام");
    case Outcome::Unknown:
        break;
    }
    return say(l, "unknown", "نامعلوم");
}

} // namespace didban::parcel_words
