#include "didban/findings/violation.h"

#include "didban/base/error.h"

#include <algorithm>
#include <array>
#include <string>

namespace didban {

namespace {
constexpr double p0 = 1.0, p1 = 0.8, p2 = 0.6;

// Only codes that imagery, records and plan together can show; parking, units or structure need a visit.
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
