#include "didban/findings/violation.h"

#include "didban/base/error.h"

#include <algorithm>
#include <array>
#include <string>

namespace didban {

namespace {
constexpr double p0 = 1.0, p1 = 0.8, p2 = 0.6, p3 = 0.3;

// First those that imagery, records and plan together can show, then those that only a visit or a report brings.
constexpr std::array taxonomy{
    Violation{"V100", "building without a permit", "احداث بنای بدون پروانه", p1},
    Violation{"V101", "building after the permit expired", "ساخت پس از انقضای پروانه", p2},
    Violation{"V110", "more residential area than permitted", "اضافه بنای مسکونی", p2},
    Violation{"V111", "more commercial, industrial or office area than permitted", "اضافه بنای تجاری، صنعتی یا اداری",
              p1},
    Violation{"V112", "site coverage above the limit", "مازاد بر سطح اشغال", p2},
    Violation{"V113", "more floors than allowed", "طبقه مازاد", p1},
    Violation{"V114", "higher than allowed", "مازاد بر ارتفاع", p1},
    Violation{"V115", "deeper into the plot than allowed", "پیشروی طولی بیش از حد مجاز", p2},
    Violation{"V124", "building in the yard of a commercial plot", "احداث بنا در محوطهٔ ملک تجاری", p2},
    Violation{"V140", "encroachment on a passage", "تجاوز به معبر", p0},
    Violation{"V141", "building in the strip of a widened passage", "عدم رعایت بر اصلاحی", p1},
    Violation{"V170", "work in a heritage buffer", "ساخت در حریم آثار تاریخی", p0},
    Violation{"V171", "demolition of a listed building", "تخریب بنای واجد ارزش", p0},
    Violation{"V172", "building in a utility, river or qanat buffer", "ساخت در حریم تأسیسات، نهر یا قنات", p1},
    Violation{"V173", "above the airport's obstacle surface", "تجاوز به حریم ارتفاعی فرودگاه", p1},
    Violation{"V180", "building on farmland", "تغییر کاربری اراضی زراعی", p1},
    Violation{"V181", "building in a protected garden", "تبدیل باغ", p1},
    Violation{"V182", "wall round farmland", "دیوارکشی اراضی زراعی", p2},
    Violation{"V190", "building outside the city's control area", "ساخت خارج از حریم", p2},
    Violation{"V200", "work continued after a stop order", "ادامه کار پس از توقف", p0},
    Violation{"V201", "work went on after a ruling", "تخلف مجدد پس از رأی", p1},
    Violation{"V102", "work begun without the start sheet", "شروع بدون برگ شروع عملیات", p2},
    Violation{"V116", "projection over the passage", "پیش‌آمدگی غیرمجاز", p3},
    Violation{"V120", "change of use", "تغییر کاربری", p2},
    Violation{"V121", "pilotis made a dwelling", "تبدیل پیلوت به مسکونی", p3},
    Violation{"V122", "parking made a shop", "تبدیل پارکینگ به مغازه", p2},
    Violation{"V123", "attic made a floor, or roof a terrace", "تبدیل زیرشیروانی به طبقه یا بام به تراس", p3},
    Violation{"V125", "more units than permitted", "افزایش واحد", p3},
    Violation{"V130", "parking not built", "کسری یا عدم احداث پارکینگ", p3},
    Violation{"V142", "corner not cut off", "عدم رعایت پخ", p3},
    Violation{"V150", "unsafe structure", "عدم استحکام بنا", p0},
    Violation{"V151", "technical or hygiene rules not kept", "عدم رعایت اصول فنی و بهداشتی", p1},
    Violation{"V160", "overlooking a neighbour", "اشراف", p3},
    Violation{"V161", "shadow on a neighbour", "سایه‌اندازی", p3},
    Violation{"V183", "plot divided without a permit", "تفکیک غیرمجاز", p2},
    Violation{"V210", "no report of the supervising engineer", "عدم گزارش ناظر", p2},
};
} // namespace

bool is_violation(std::string_view code)
{
    return std::any_of(taxonomy.begin(), taxonomy.end(), [&](const Violation& v) { return v.code == code; });
}

const Violation& violation(std::string_view code)
{
    for (const Violation& v : taxonomy)
        if (v.code == code)
            return v;
    throw Error(ErrorKind::Internal, "no violation code " + std::string(code) + " in the taxonomy");
}

} // namespace didban
