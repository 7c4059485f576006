#include "pipelines/parcel/parcel_words.h"

#include "didban/base/jalali.h"
#include "didban/base/text.h"
#include "pipelines/parcel/near_edges.h"

#include <cstdio>
#include <map>

namespace didban::parcel_words {

namespace {

using Pairs = std::map<std::string, std::pair<const char*, const char*>>;

std::string look_up(const Pairs& pairs, const std::string& word, Language language)
{
    const auto found = pairs.find(word);
    if (found == pairs.end())
        return word;
    return language == Language::Fa ? found->second.second : found->second.first;
}

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

} // namespace

std::string say(Language l, std::string_view en, std::string_view fa)
{
    return std::string(l == Language::Fa ? fa : en);
}

std::string number(double x, int decimals, Language l)
{
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, x);
    std::string s = buffer;
    if (s.find('.') != std::string::npos) {
        s.erase(s.find_last_not_of('0') + 1);
        if (s.back() == '.')
            s.pop_back();
    }
    if (s == "-0")
        s = "0";
    if (l == Language::En)
        return s;
    if (const auto dot = s.find('.'); dot != std::string::npos)
        s.replace(dot, 1, "٫");
    return text::persian_digits(s);
}

std::string date(const Date& day, Language l)
{
    return l == Language::Fa ? text::persian_digits(to_jalali(day).text()) : day.iso();
}

std::string value(const QuantityAnswer& a, Language l)
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
            list += (list.empty() ? "" : say(l, ", ", "، ")) + use;
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

std::string clause(const QuantityAnswer& a, Language l)
{
    return a.decided_by ? source_text(a.decided_by->source, l) : std::string();
}

std::string source_text(const RuleSource& s, Language l)
{
    if (l == Language::En)
        return s.text();
    std::string text = s.document;
    const auto add = [&](const char* label, const std::string& v) {
        if (!v.empty())
            text += std::string("، ") + label + " " + text::persian_digits(v);
    };
    add("بند", s.article);
    add("جزء", s.clause);
    add("تبصره", s.note);
    add("صفحه", s.page ? std::to_string(*s.page) : std::string());
    return text;
}

std::vector<std::string> forbidden_parts(const QuantityAnswer& a, Language l)
{
    std::vector<std::string> all;
    for (const ForbiddenPart& p : a.forbidden_parts) {
        std::string text = p.within_m > 0 ? say(l, "forbidden within ", "ممنوع تا ") + number(p.within_m, 1, l) +
                                                say(l, " m of ", " متری ") + p.overlay_id
                                          : say(l, "forbidden inside ", "ممنوع در محدوده ") + p.overlay_id;
        text += " (" + overlay_kind(p.kind, l);
        if (p.share > 0)
            text += say(l, ", ", "، ") + number(100 * p.share, 1, l) + say(l, " % of the parcel", "٪ از ملک");
        all.push_back(text + ")");
    }
    return all;
}

std::vector<std::string> conditions(const QuantityAnswer& a, Language l)
{
    std::vector<std::string> all;
    for (const Condition& c : a.conditions) {
        std::string text = (l == Language::Fa && !c.text_fa.empty()) || c.text.empty() ? c.text_fa : c.text;
        if (c.otherwise)
            text += say(l, "; otherwise ", "؛ وگرنه ") + amount(*c.otherwise, a.quantity, l);
        all.push_back(std::move(text));
    }
    return all;
}

std::vector<std::string> remarks(const QuantityAnswer& a, Language l)
{
    std::vector<std::string> all;
    for (const Inquiry& i : a.inquiries)
        all.push_back(say(l, "ask: ", "استعلام از: ") + i.body);
    if (a.missing == std::vector<std::string>{"rule"}) {
        all.push_back(say(l, "the plan's data hold no rule for it",
                          "در داده‌های طرح ضابطه‌ای برای آن نیست"));
    } else if (!a.missing.empty()) {
        std::string list;
        for (const std::string& m : a.missing)
            list += (list.empty() ? "" : say(l, ", ", "، ")) + fact(m, l);
        all.push_back(say(l, "not known: ", "نامعلوم: ") + list);
    }
    for (const Bonus& b : a.bonuses)
        all.push_back(say(l, "of this, a bonus of ", "از این مقدار، امتیاز ") + amount(b.amount, a.quantity, l) +
                      say(l, " by ", " به موجب ") + source_text(b.rule->source, l) + " [" + b.rule->id + "]");
    for (const std::string& c : conditions(a, l))
        all.push_back(say(l, "condition: ", "شرط: ") + c);
    for (const std::string& part : forbidden_parts(a, l))
        all.push_back(part);
    for (const Quantity on : a.depends_on)
        all.push_back(say(l, "follows from the limit on ", "تابع ضابطه ") + quantity(on, l));
    if (a.conflict)
        all.push_back(say(l, "conflict: the least that is demanded is more than the most that is allowed",
                          "ناسازگاری: حداقل لازم از حداکثر مجاز بیشتر است"));
    if (!a.zone.empty())
        all.push_back(
            say(l, "the strictest of several zones, from zone ", "سخت‌ترین پهنه از چند پهنه: ") +
            a.zone);
    return all;
}

std::string quantity(Quantity q, Language l)
{
    return std::string(l == Language::Fa ? name_fa(q) : name_en(q));
}

namespace {

std::string law(Jurisdiction j, Language l)
{
    static const Pairs words{{"unknown", {"unknown", "نامعلوم"}},
                             {"city", {"inside the city limit (Art. 100)", "داخل محدوده قانونی شهر (ماده ۱۰۰)"}},
                             {"harim", {"inside the harim (Art. 100)", "داخل حریم شهر (ماده ۱۰۰)"}},
                             {"art99", {"outside the harim (Art. 99)", "خارج از حریم (ماده ۹۹)"}},
                             {"village", {"inside a village limit", "داخل محدوده روستا"}},
                             {"farmland", {"farmland outside the city limit", "اراضی زراعی و باغ خارج از محدوده"}}};
    return look_up(words, std::string(name(j)), l);
}

} // namespace

std::string jurisdiction(const Answer& a, Language l)
{
    if (a.jurisdictions.size() < 2)
        return law(a.jurisdiction, l);
    std::string list;
    for (const JurisdictionShare& j : a.jurisdictions)
        list += (list.empty() ? "" : say(l, "; ", "؛ ")) + number(100 * j.share, 1, l) + say(l, " % ", "٪ ") +
                law(j.jurisdiction, l);
    return list;
}

std::string why_widening_unknown(const ParcelFacts& f, Language l)
{
    if (f.area_after_widening_m2 || !f.area_m2)
        return {};
    std::string streets;
    for (const PassageFact& p : f.passages)
        if (!p.plan_width_m)
            streets += (streets.empty() ? "" : say(l, ", ", "، ")) + (p.name.empty() ? p.street_id : p.name);
    return streets.empty() ? say(l, "the plan has no streets", "لایه گذرها در دست نیست")
                           : say(l, "the plan width is not known of ", "عرض طرح این گذر معلوم نیست: ") + streets;
}

std::string fact(const std::string& word, Language l)
{
    static const Pairs words{{"rule", {"a rule for it", "ضابطه‌ای برای آن"}},
                             {"zone", {"the zone", "پهنه"}},
                             {"overlays", {"the overlays", "لایه حریم‌ها"}},
                             {"overlay_degree", {"the degree of the overlay", "درجه حریم"}},
                             {"passage_width_m", {"the passage width", "عرض گذر"}},
                             {"plot_area_m2", {"the plot area", "مساحت ملک"}},
                             {"area_after_widening_m2", {"the area after widening", "مساحت پس از اصلاحی"}},
                             {"frontage_m", {"the frontage", "طول بر"}},
                             {"depth_m", {"the depth", "عمق"}},
                             {"corner", {"whether it is a corner", "نبش بودن"}},
                             {"side", {"the side of the street", "شمالی یا جنوبی بودن"}},
                             {"existing_floors", {"the existing floors", "طبقات موجود"}},
                             {"existing_height_m", {"the existing height", "ارتفاع موجود"}},
                             {"existing_coverage", {"the existing coverage", "سطح اشغال موجود"}},
                             {"existing_floor_area_ratio", {"the existing floor area", "تراکم موجود"}},
                             {"use_governing", {"the governing use", "کاربری ملاک عمل"}},
                             {"use_approved", {"the approved use", "کاربری مصوب"}},
                             {"use_permitted", {"the permitted use", "کاربری مجاز"}},
                             {"jurisdiction", {"the jurisdiction", "محدوده یا حریم"}},
                             {"building_kind", {"the kind of work", "نوع عملیات"}},
                             {"district", {"the district", "منطقه"}},
                             {"floors", {"the number of floors", "تعداد طبقات"}},
                             {"coverage", {"the coverage", "سطح اشغال"}}};
    return look_up(words, word, l);
}

std::string verdict(const std::string& word, Language l)
{
    static const Pairs words{{"no_change", {"no change", "بدون تغییر"}},
                             {"authorized", {"change explained by a permit", "تغییر با پروانه"}},
                             {"exempt", {"exempt change", "تغییر معاف"}},
                             {"suspected", {"suspected violation", "مشکوک به تخلف"}},
                             {"unclear", {"unclear", "نامشخص"}},
                             {"not_seen", {"not seen", "دیده نشده"}},
                             {"too_small", {"too small for the sensor", "کوچک‌تر از توان تصویر"}},
                             {"complies", {"complies", "مطابق"}},
                             {"violates", {"violates", "مغایر"}},
                             {"inconclusive", {"inconclusive", "نامعین"}}};
    return look_up(words, word, l);
}

std::string plan_title(const PlanTitle& plan, Language l)
{
    return (l == Language::Fa && !plan.title_fa.empty()) || plan.title.empty() ? plan.title_fa : plan.title;
}

std::string overlay_kind(const std::string& kind, Language l)
{
    static const Pairs words{{"heritage", {"heritage buffer", "حریم میراث"}},
                             {"utility", {"utility buffer", "حریم تأسیسات"}},
                             {"river", {"river buffer", "حریم رودخانه"}},
                             {"qanat", {"qanat buffer", "حریم قنات"}},
                             {"airport", {"airport surface", "حریم فرودگاه"}},
                             {"passage", {"passage", "گذر"}},
                             {"widening", {"widening of a passage", "تعریض گذر"}},
                             {"garden", {"garden", "باغ"}},
                             {"farmland", {"farmland", "زراعی"}},
                             {"special_plan", {"special plan", "طرح ویژه"}},
                             {"forbidden", {"building forbidden", "ساخت‌وساز ممنوع"}}};
    return look_up(words, kind, l);
}

std::string change_kind(const std::string& kind, Language l)
{
    static const Pairs words{{"new", {"new building", "ساختمان تازه"}},
                             {"extended", {"extension", "گسترش بنا"}},
                             {"demolished", {"demolition", "تخریب"}},
                             {"heightened", {"added height", "افزایش ارتفاع"}},
                             {"groundwork", {"groundwork", "گودبرداری یا پی‌سازی"}}};
    return look_up(words, kind, l);
}

std::string case_state(const std::string& state, Language l)
{
    static const Pairs words{
        {"detected", {"open, to be visited", "باز، در انتظار بازدید"}},
        {"recorded", {"recorded, nothing to visit", "ثبت‌شده، بی‌نیاز از بازدید"}},
        {"confirmed", {"confirmed by an inspector", "تأیید بازرس"}},
        {"dismissed", {"dismissed by an inspector", "رد شده در بازدید"}},
        {"closed", {"closed", "بسته"}}};
    return look_up(words, state, l);
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

std::string stage_conflict(const StageConflict& c, Language l)
{
    std::string text = say(l, c.reason_en, c.reason_fa) + say(l, "; between ", "؛ میان ") + date(c.not_before, l) +
                       say(l, " and ", " و ") + date(c.not_after, l);
    std::string kinds;
    for (const std::string& kind : c.seen)
        kinds += (kinds.empty() ? "" : say(l, ", ", "، ")) + change_kind(kind, l);
    if (!kinds.empty())
        text += " (" + kinds + ")";
    if (!c.permit_id.empty())
        text += say(l, ", permit ", "، پروانه ") + c.permit_id;
    return text;
}

std::vector<std::string> notes(const ParcelFile& file, Language l)
{
    std::vector<std::string> all = l == Language::Fa ? file.answer.notes_fa : file.answer.notes;
    for (const OtherSide& side : file.other_sides)
        all.push_back(other_side_text(side, l));
    return all;
}

std::string use(const UseCode& code, Language l)
{
    if (code.local.empty())
        return say(l, "unknown", "نامعلوم");
    std::string classes;
    if (!code.national.empty())
        classes = say(l, "national class ", "رده ملی ") + code.national;
    if (!code.hilucs.empty())
        classes += (classes.empty() ? "" : say(l, ", ", "، ")) + "HILUCS " + code.hilucs;
    return code.local + (classes.empty() ? "" : " (" + classes + ")");
}

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
    std::string text = overlay_kind(item.kind, l);
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
