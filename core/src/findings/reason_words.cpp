#include "didban/findings/reason_words.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"

#include <cmath>

namespace didban::reason_words {

std::string isolated(const std::string& s)
{
    return "\u2066" + s + "\u2069";
}

std::string day_en(const Date& d, Calendar calendar)
{
    return calendar == Calendar::Gregorian ? d.iso() : to_jalali(d).text() + " (" + d.iso() + ")";
}

std::string day_fa(const Date& d, Calendar calendar)
{
    return isolated(text::persian_digits(calendar == Calendar::Gregorian ? d.iso() : to_jalali(d).text()));
}

std::string whole(double x)
{
    return std::to_string(std::lround(x));
}

std::string tenths(double x)
{
    return text::fixed(rounded(x, 1), 1);
}

Reason quantity_words(const std::string& quantity)
{
    if (quantity == "footprint")
        return {"ground covered", "سطح زیربنا"};
    if (quantity == "coverage")
        return {"site coverage", "سطح اشغال"};
    if (quantity == "floors")
        return {"floors", "تعداد طبقات"};
    if (quantity == "height")
        return {"height", "ارتفاع"};
    if (quantity == "depth")
        return {"depth from the street edge", "عمق ساخت از بر معبر"};
    if (quantity == "far")
        return {"floor area ratio", "تراکم"};
    if (quantity == "surface_asl")
        return {"top above sea level", "تراز بالاترین نقطه"};
    return {quantity, quantity};
}

Amount amount_of(const std::string& unit)
{
    if (unit == "share")
        return {100, " %", " درصد"};
    if (unit == "m2")
        return {1, " m²", " مترمربع"};
    if (unit == "floors")
        return {1, " floors", " طبقه"};
    return {1, " m", " متر"};
}

std::string with_uncertainty(const RuleCheck& r, double scale, std::string (*round)(double))
{
    const std::string value = round(*r.measured * scale);
    return r.uncertainty && *r.uncertainty > 0 ? value + " ± " + round(*r.uncertainty * scale) : value;
}

Reason measured_of(const RuleCheck& r, std::string (*round)(double))
{
    if (!r.limit || !r.measured)
        return {};
    const Amount unit = amount_of(r.unit);
    const std::string measured = with_uncertainty(r, unit.scale, round);
    const std::string most = round(*r.limit * unit.scale);
    return {measured + " of " + most + unit.en,
            isolated(text::persian_number(measured)) + " از " + isolated(text::persian_number(most)) + unit.fa};
}

Reason within_permit(const std::vector<RuleCheck>& rules)
{
    for (const RuleCheck& r : rules)
        if (r.quantity == "footprint" && r.limit && r.measured) {
            const Reason figures = measured_of(r, whole);
            const bool close = r.uncertainty && *r.measured + *r.uncertainty > *r.limit;
            return {" (" + figures.en + " permitted" + (close ? ", within the uncertainty)" : ")"),
                    " (" + figures.fa + " مجاز" + (close ? "، در محدودهٔ خطا)" : ")")};
        }
    return {};
}

} // namespace didban::reason_words
