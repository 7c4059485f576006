#include "didban/base/join.h"
#include "didban/base/text.h"
#include "didban/findings/reason_words.h"
#include "didban/findings/sweep.h"

#include <cmath>

namespace didban {

namespace {

using namespace reason_words;

Reason& operator+=(Reason& a, const Reason& b)
{
    a.en += b.en;
    a.fa += b.fa;
    return a;
}

Reason what(const StandingPart& part)
{
    Reason out{"a building of about " + whole(part.area_m2) + " m²",
               "بنایی به مساحت حدود " + isolated(text::persian_digits(whole(part.area_m2))) + " مترمربع"};
    if (part.floors)
        out += {" on " + whole(*part.floors) + (*part.floors < 1.5 ? " floor" : " floors"),
                " در " + isolated(text::persian_digits(whole(*part.floors))) + " طبقه"};
    else if (part.height_m)
        out += {" and " + tenths(*part.height_m) + " m high",
                " با ارتفاع " + isolated(text::persian_number(tenths(*part.height_m))) + " متر"};
    return out;
}

Reason where(const SweepPlace& place)
{
    if (place.parcel == nullptr)
        return {" stands outside every parcel", " بیرون از همهٔ ملک‌ها برپاست"};
    return {" stands on parcel " + place.parcel->id,
            " در ملک " + isolated(text::persian_digits(place.parcel->id)) + " برپاست"};
}

Reason names(const std::vector<const Permit*>& permits)
{
    const bool several = permits.size() > 1;
    return {(several ? "permits " : "permit ") + text::join(permits, ", ", [](const Permit* p) { return p->id; }),
            (several ? "پروانه‌های " : "پروانهٔ ") +
                text::join(permits, "، ", [](const Permit* p) { return isolated(text::persian_digits(p->id)); })};
}

/// "144 ± 18 of 60 m²".
Reason numbers(const RuleCheck& r)
{
    return measured_of(r, r.unit == "m2" ? whole : tenths);
}

/// The first of these rules that the building violates.
const RuleCheck* violated(const SweptPart& swept, std::size_t from, std::size_t to)
{
    for (std::size_t i = from; i < to; ++i)
        if (swept.rules[i].verdict == "violates")
            return &swept.rules[i];
    return nullptr;
}

/// What of it the permits and records do not know.
Reason excess(const SweptPart& swept)
{
    const RuleCheck* r = violated(swept, 0, swept.plan_rules_from);
    if (r == nullptr)
        return {};
    const Reason quantity = quantity_words(r->quantity), figures = numbers(*r);
    const bool told = r->uncertainty && *r->uncertainty > 0;
    return {": " + quantity.en + " " + figures.en + (told ? ", more than the uncertainty" : ""),
            ": " + quantity.fa + " " + figures.fa + (told ? "، بیش از خطای اندازه‌گیری" : "")};
}

/// The clause of the plan that the building exceeds too.
Reason clause(const SweptPart& swept)
{
    const RuleCheck* r = violated(swept, swept.plan_rules_from, swept.rules.size());
    if (r == nullptr)
        return {};
    const Reason quantity = quantity_words(r->quantity), figures = numbers(*r);
    return {"; the plan allows less: " + quantity.en + " " + figures.en + " (" + r->source + ")",
            "؛ طرح کمتر از این را مجاز می‌داند: " + quantity.fa + " " + figures.fa + " (" +
                isolated(r->source) + ")"};
}

/// A permit of the place that does not license the building.
Reason no_permit(const SweepPlace& place)
{
    if (place.other == nullptr)
        return {"no permit was found for it", "پروانه‌ای برای آن یافت نشد"};
    const Reason permit = names({place.other});
    switch (place.other_state) {
    case PermitState::Revoked:
        return {permit.en + " was revoked or suspended", permit.fa + " باطل یا معلق شده است"};
    case PermitState::NotYetIssued:
        return {permit.en + " was not issued by then", permit.fa + " تا آن روز صادر نشده است"};
    default:
        return {permit.en + " does not cover such work",
                permit.fa + " این نوع کار را در بر نمی‌گیرد"};
    }
}

constexpr const char* look_en = "; a reason to look at the records";
constexpr const char* look_fa = "؛ دلیلی برای بررسی سوابق";

Reason unknown(const SweptPart& swept, const SweepPlace& place)
{
    switch (swept.cause) {
    case SweepCause::PermitsUnknown:
        return {
            "no permit register was given, so what may stand there is unknown",
            "اطلاعات پروانه‌ها در دسترس نیست و نمی‌توان گفت چه چیزی مجاز است"};
    case SweepCause::RecordsSilent: {
        Reason out = place.permits.empty() ? no_permit(place) : names(place.permits);
        if (!place.permits.empty())
            out += Reason{" know of less", " کمتر از این را می‌شناسد"};
        return out +=
               {", and the older records say nothing of this place: unknown",
                " و سوابق پیشین دربارهٔ این محل چیزی نمی‌گویند: نامشخص"};
    }
    default:
        break;
    }
    return {"it may belong to the neighbouring plot: unknown", "ممکن است از ملک مجاور باشد: نامشخص"};
}

} // namespace

Reason sweep_reason(const StandingPart& part, const SweptPart& swept, const SweepPlace& place, const Date& on,
                    Calendar calendar)
{
    const Reason building = what(part), at = where(place);
    Reason out{"On " + day_en(on, calendar) + " " + building.en + at.en + "; ",
               "در " + day_fa(on, calendar) + "، " + building.fa + at.fa + "؛ "};
    switch (swept.verdict) {
    case SweepVerdict::Permitted: {
        const Reason permit = names(place.permits);
        out += {permit.en + (place.permits.size() > 1 ? " cover it" : " covers it"),
                permit.fa + " آن را در بر می‌گیرد"};
        out += within_permit(swept.rules);
        break;
    }
    case SweepVerdict::Recorded:
        if (part.accepted)
            out += {
                "it was built by the day up to which the city takes what stands as recorded",
                "پیش از روزی ساخته شده که شهر بناهای موجود تا آن روز را ثبت‌شده می‌داند"};
        else
            out += {"the older records have it", "در سوابق پیشین ثبت است"};
        break;
    case SweepVerdict::NoRecord:
        out += no_permit(place);
        out += place.records_known ? Reason{" and no older record has it", " و در سوابق پیشین نیست"}
                                   : Reason{" and there is no older map to ask",
                                            " و نقشهٔ قدیمی‌تری برای پرسش نیست"};
        out += clause(swept);
        out += {look_en, look_fa};
        break;
    case SweepVerdict::ExceedsRecord: {
        const bool permits = !place.permits.empty();
        const Reason who = permits ? names(place.permits) : Reason{"the older records", "سوابق پیشین"};
        out += {who.en + (permits && place.permits.size() == 1 ? " knows of less" : " know of less"),
                who.fa + " کمتر از این را می‌شناسد"};
        out += excess(swept);
        out += clause(swept);
        out += {look_en, look_fa};
        break;
    }
    default:
        out += unknown(swept, place);
        break;
    }
    out += {".", "."};
    return out;
}

} // namespace didban
