#include "didban/findings/reason.h"

#include "didban/base/number_text.h"
#include "didban/base/text.h"
#include "didban/findings/reason_words.h"
#include "didban/findings/violation.h"

#include <cmath>

namespace didban {

namespace {

using namespace reason_words;

/// How far the building has come, in brackets; nothing where that is unknown or said by the kind.
Reason stage_words(BuildStage stage)
{
    switch (stage) {
    case BuildStage::Excavation:
        return {" (excavation)", " (گودبرداری)"};
    case BuildStage::Foundation:
        return {" (foundation)", " (پی‌سازی)"};
    case BuildStage::Frame:
        return {" (frame)", " (اسکلت)"};
    case BuildStage::Roofed:
        return {" (roof closed)", " (سقف بسته)"};
    case BuildStage::Unknown:
        break;
    }
    return {};
}

Reason kind_words(const Finding& f)
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
    if (f.stage == BuildStage::Excavation)
        return {"an excavation", "گودبرداری"};
    if (f.stage == BuildStage::Foundation)
        return {"a foundation", "پی‌سازی"};
    return {"groundwork or a foundation", "گودبرداری یا پی‌سازی"};
}

Reason what(const Finding& f)
{
    const Reason kind = kind_words(f);
    const Reason stage = f.change == ChangeKind::Groundwork ? Reason{} : stage_words(f.stage);
    return {kind.en + stage.en, kind.fa + stage.fa};
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
        if (p.status == PermitStatus::Draft || !p.issued_known)
            return {en + " is not issued yet", fa + " هنوز صادر نشده است"};
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

Reason source_of(const RuleCheck& r)
{
    return r.source.empty() ? Reason{} : Reason{" (" + r.source + ")", " (" + isolated(r.source) + ")"};
}

/// The measured excess behind a code, with its clause: "site coverage 71.0 ± 4.2 of 60.0 % allowed, more than the
/// uncertainty (plan, art. 4-1)"; on ground where nothing may stand, how much of it is built on.
Reason excess(const Finding& f)
{
    for (const RuleCheck& r : f.rules) {
        if (r.verdict != "violates" || !r.limit || !r.measured)
            continue;
        const Reason source = source_of(r);
        if (*r.limit <= 0 && r.unit == "m2") {
            const Amount unit = amount_of(r.unit);
            const std::string there = with_uncertainty(r, 1, whole);
            return {", about " + there + unit.en + " of it there" + source.en,
                    "، حدود " + isolated(text::persian_number(there)) + unit.fa + " از آن" + source.fa};
        }
        const bool told = r.uncertainty && *r.uncertainty > 0;
        const Reason what = quantity_words(r.quantity), figures = measured_of(r, tenths);
        return {", " + what.en + " " + figures.en + " allowed" + (told ? ", more than the uncertainty" : "") +
                    source.en,
                "، " + what.fa + " " + figures.fa + " مجاز" +
                    (told ? "، بیش از خطای اندازه‌گیری" : "") + source.fa};
    }
    return {};
}

/// Below this chance of lying here, the boundary's error is not what makes it unclear.
constexpr double surely_elsewhere = 0.3;

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
    if (f.verdict == Verdict::Authorized) {
        const Reason part = within_permit(f.rules);
        return {"so the change is authorized" + part.en, "پس تغییر مجاز است" + part.fa};
    }
    switch (j.cause) {
    case Cause::DemolitionOnly:
        return {"exempt: a demolition alone is no building work",
                "معاف: تخریب به تنهایی ساخت‌وساز نیست"};
    case Cause::Pool:
        return {"exempt: it looks like open water, a pool and no building",
                "معاف: به آب باز (استخر) می‌ماند و بنا نیست"};
    case Cause::WeakEvidence:
        return {"unclear: the evidence in the images is weak", "نامشخص: شواهد تصویر کافی نیست"};
    case Cause::MapOfBuildings:
        return {"unclear: the map of the buildings that stood before speaks against it",
                "نامشخص: نقشهٔ ساختمان‌های پیشین آن را تأیید نمی‌کند"};
    case Cause::BoundaryUncertain:
        if (f.parcel_probability < surely_elsewhere)
            return {"unclear: most of this building lies beyond this parcel",
                    "نامشخص: بیشتر این بنا بیرون از این ملک است"};
        return {"unclear: it may lie on the neighbouring plot", "نامشخص: ممکن است در ملک مجاور باشد"};
    case Cause::SmallPart:
        return {"unclear: the part on this parcel is too small to judge",
                "نامشخص: بخش داخل این ملک برای داوری کوچک است"};
    case Cause::MostlyUnseen:
        return {"unclear: less than half of this parcel was seen", "نامشخص: کمتر از نیمی از این ملک دیده شد"};
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
    const std::string verb = f.change == ChangeKind::Demolished ? "was seen" : "appeared";
    Reason r;
    r.en = "Between " + day_en(f.not_before, calendar) + " and " + day_en(f.not_after, calendar) + " " + kind.en +
           " of about " + whole(f.area_m2) + " m² " + verb + " " + at.en + (ask_register ? ", " + reg.en : "") + "; " +
           end.en + ".";
    r.fa = "بین " + day_fa(f.not_before, calendar) + " و " + day_fa(f.not_after, calendar) + "، " + kind.fa +
           " به مساحت حدود " + isolated(text::persian_digits(whole(f.area_m2))) + " مترمربع " + at.fa + " دیده شد" +
           (ask_register ? "؛ " + reg.fa : "") + "؛ " + end.fa + ".";
    return r;
}

} // namespace didban
