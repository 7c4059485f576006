#include "didban/rules/words.h"

#include <map>

namespace didban {

namespace {

using Table = std::map<std::string, Label, std::less<>>;

Label look_up(const Table& table, const std::string& word)
{
    const auto found = table.find(word);
    return found == table.end() ? Label{word, word} : found->second;
}

} // namespace

Label fact_words(const std::string& name)
{
    static const Table words{{"rule", {"a rule for it", "ضابطه‌ای برای آن"}},
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
                             {"existing_building", {"the existing building", "بنای موجود"}},
                             {"use_governing", {"the governing use", "کاربری ملاک عمل"}},
                             {"use_approved", {"the approved use", "کاربری مصوب"}},
                             {"use_permitted", {"the permitted use", "کاربری مجاز"}},
                             {"jurisdiction", {"the jurisdiction", "محدوده یا حریم"}},
                             {"building_kind", {"the kind of work", "نوع عملیات"}},
                             {"permit_issued", {"the day of the permit", "روز صدور پروانه"}},
                             {"district", {"the district", "منطقه"}},
                             {"floors", {"the number of floors", "تعداد طبقات"}},
                             {"height", {"the height", "ارتفاع"}},
                             {"units", {"the number of units", "تعداد واحد"}},
                             {"coverage", {"the coverage", "سطح اشغال"}}};
    return look_up(words, name);
}

Label overlay_words(const std::string& kind, const Label& given)
{
    static const Table words{{"heritage", {"heritage buffer", "حریم میراث"}},
                             {"utility", {"utility buffer", "حریم تأسیسات"}},
                             {"river", {"river buffer", "حریم رودخانه"}},
                             {"qanat", {"qanat buffer", "حریم قنات"}},
                             {"airport", {"airport surface", "حریم فرودگاه"}},
                             {"passage", {"passage", "گذر"}},
                             {"widening", {"widening of a passage", "تعریض گذر"}},
                             {"garden", {"garden", "باغ"}},
                             {"farmland", {"farmland", "زراعی"}},
                             {"special_plan", {"special plan", "طرح ویژه"}},
                             {"forbidden", {"building forbidden", "ساخت‌وساز ممنوع"}},
                             {"", {"overlay of no stated kind", "لایهٔ بدون نوع"}}};
    const Label usual = look_up(words, kind);
    const std::string& en = given.en.empty() ? given.fa : given.en;
    const std::string& fa = given.fa.empty() ? given.en : given.fa;
    return {en.empty() ? usual.en : en, fa.empty() ? usual.fa : fa};
}

Label side_words(const std::string& side)
{
    static const Table words{{"north", {"north", "شمال"}},
                             {"south", {"south", "جنوب"}},
                             {"east", {"east", "شرق"}},
                             {"west", {"west", "غرب"}}};
    return look_up(words, side);
}

} // namespace didban
