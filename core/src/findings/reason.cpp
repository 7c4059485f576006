#include "didban/findings/reason.h"

#include "didban/base/text.h"
#include "didban/findings/violation.h"

#include <cmath>

namespace didban {

namespace {

/// LEFT-TO-RIGHT ISOLATE … POP DIRECTIONAL ISOLATE: codes and dates keep their order inside Persian text.
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
    const long n = std::lround(x * 10);
    return std::to_string(n / 10) + "." + std::to_string(std::labs(n % 10));
}

Reason what(const Finding& f)
{
    switch (f.change) {
    case ChangeKind::New:
        return {"a new building", "بنای جدید"};
    case ChangeKind::Extended:
        return {"an extension of a building", "توسعهٔ بنا"};
    case ChangeKind::Demolished:
        return {"a demolition", "تخریب بنا"};
    case ChangeKind::Heightened:
        return {"an added storey", "افزایش طبقه"};
    case ChangeKind::Groundwork:
        break;
    }
    return {"groundwork or a foundation", "گودبرداری یا پی‌سازی"};
}

Reason where(const PlaceFacts& place)
{
    if (!place.parcel)
        return {"outside every parcel", "خارج از همهٔ پلاک‌ها"};
    return {"on parcel " + place.parcel->id, "در ملک " + isolated(text::persian_digits(place.parcel->id))};
}

/// What the permit register says, as a clause.
Reason register_says(const PlaceFacts& place, Calendar calendar)
{
    if (!place.permits_known)
        return {"no permit register was given", "اطلاعات پروانه‌ها در دسترس نیست"};
    if (!place.permit)
        return {"no permit was found for it", "پروانه‌ای برای آن یافت نشد"};
    const Permit& p = *place.permit;
    const std::string en = "permit " + p.id, fa = "پروانهٔ " + isolated(text::persian_digits(p.id));
    switch (place.answer.state) {
    case PermitState::Valid:
        return {en + " is in force", fa + " معتبر است"};
    case PermitState::Expired:
        if (!p.valid_to)
            return {en + " has expired", "اعتبار " + fa + " پایان یافته است"};
        return {en + " expired on " + day_en(*p.valid_to, calendar),
                "اعتبار " + fa + " در " + day_fa(*p.valid_to, calendar) + " پایان یافته است"};
    case PermitState::NotYetIssued:
        return {en + " was issued only on " + day_en(p.issued, calendar),
                fa + " تازه در " + day_fa(p.issued, calendar) + " صادر شده است"};
    case PermitState::Revoked:
        return {en + " was revoked or suspended", fa + " باطل یا معلق شده است"};
    case PermitState::Completed:
        return {"the work of " + en + " was completed before", "کار " + fa + " پیش از این پایان یافته است"};
    case PermitState::WrongKind:
        return {en + " does not cover this kind of work",
                fa + " این نوع کار را در بر نمی‌گیرد"};
    case PermitState::Unknown:
        return {en + " has no date of validity", fa + " تاریخ اعتبار ندارد"};
    case PermitState::None:
        break;
    }
    return {"no permit was found for it", "پروانه‌ای برای آن یافت نشد"};
}

/// The measured excess behind a code, when a limit was exceeded: "measured 182 m2 against 120 m2".
Reason excess(const Finding& f)
{
    for (const RuleCheck& r : f.rules) {
        if (r.verdict != "violates" || !r.limit || !r.measured || *r.limit <= 0)
            continue;
        const bool small = r.unit == "share";
        const double scale = small ? 100 : 1;
        const std::string unit_en = small ? " %" : r.unit == "m2" ? " m²" : r.unit == "floors" ? " floors" : " m";
        const std::string unit_fa = small                ? " درصد"
                                    : r.unit == "m2"     ? " مترمربع"
                                    : r.unit == "floors" ? " طبقه"
                                                         : " متر";
        const double limit = r.unit == "floors" ? std::floor(*r.limit) : *r.limit;
        const std::string measured = tenths(*r.measured * scale), allowed = tenths(limit * scale);
        return {", measured " + measured + unit_en + " against " + allowed + unit_en + " allowed (" + r.source + ")",
                "، اندازهٔ دیده‌شده " + isolated(text::persian_digits(measured)) + unit_fa +
                    " در برابر مجاز " + isolated(text::persian_digits(allowed)) + unit_fa};
    }
    return {};
}

Reason because(const Judgement& j)
{
    const Finding& f = j.finding;
    if (f.verdict == Verdict::Suspected) {
        Reason r{"suspected: ", "مظنون به "};
        for (std::size_t i = 0; i < f.violations.size(); ++i) {
            const Violation& v = violation(f.violations[i]);
            r.en += (i > 0 ? "; " : "") + std::string(v.name_en) + " (" + std::string(v.code) + ")";
            r.fa += (i > 0 ? "؛ " : "") + std::string(v.name_fa) + " (" + isolated(std::string(v.code)) + ")";
        }
        const Reason more = excess(f);
        return {r.en + more.en, r.fa + more.fa};
    }
    if (f.verdict == Verdict::Authorized)
        return {"so the change is authorized", "پس تغییر مجاز است"};
    switch (j.cause) {
    case Cause::DemolitionOnly:
        return {"exempt: a demolition alone is no building work",
                "معاف: تخریب به تنهایی ساخت‌وساز نیست"};
    case Cause::WeakEvidence:
        return {"unclear: the evidence in the images is weak", "نامشخص: شواهد تصویر کافی نیست"};
    case Cause::BoundaryUncertain:
        return {"unclear: it may lie on the neighbouring plot", "نامشخص: ممکن است در ملک مجاور باشد"};
    case Cause::SmallPart:
        return {"unclear: the part on this parcel is too small to judge",
                "نامشخص: بخش داخل این ملک برای داوری کوچک است"};
    case Cause::OutsideParcels:
        return {"unclear: there is no parcel record to judge by", "نامشخص: ملکی برای داوری ثبت نشده است"};
    case Cause::PermitsUnknown:
    case Cause::PermitUnclear:
    case Cause::None:
        break;
    }
    return {"unclear: the records do not decide it", "نامشخص: سوابق برای داوری کافی نیست"};
}

} // namespace

Reason make_reason(const Judgement& judgement, const PlaceFacts& place, Calendar calendar)
{
    const Finding& f = judgement.finding;
    const Reason kind = what(f), at = where(place), reg = register_says(place, calendar), end = because(judgement);
    const bool ask_register = f.change != ChangeKind::Demolished && judgement.cause != Cause::OutsideParcels;
    Reason r;
    r.en = "Between " + day_en(f.not_before, calendar) + " and " + day_en(f.not_after, calendar) + " " + kind.en +
           " of about " + whole(f.area_m2) + " m² appeared " + at.en + (ask_register ? ", " + reg.en : "") + "; " +
           end.en + ".";
    r.fa = "بین " + day_fa(f.not_before, calendar) + " و " + day_fa(f.not_after, calendar) + "، " + kind.fa +
           " به مساحت حدود " + isolated(text::persian_digits(whole(f.area_m2))) + " مترمربع " + at.fa + " دیده شد" +
           (ask_register ? "؛ " + reg.fa : "") + "؛ " + end.fa + ".";
    return r;
}

} // namespace didban
