#include "parcel/fact_words.h"

namespace didban::parcel_words {

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

std::string plan_title(const PlanTitle& plan, Language l)
{
    return (l == Language::Fa && !plan.title_fa.empty()) || plan.title.empty() ? plan.title_fa : plan.title;
}

} // namespace didban::parcel_words
