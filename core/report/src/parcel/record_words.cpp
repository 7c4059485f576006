#include "parcel/record_words.h"

namespace didban::parcel_words {

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
        text += say(l, ", permit ", "، پروانه \u200e") + c.permit_id; // a code is read from the left
    return text;
}

std::string permit_state(const std::string& word, Language l)
{
    static const Pairs words{
        {"PLAN_CONTROL", {"plan control, not issued", "کنترل نقشه، صادر نشده"}},
        {"PERMIT", {"permit issued", "پروانه صادر شده"}},
        {"START", {"work started", "شروع عملیات"}},
        {"COMPLETE", {"completed", "پایان کار"}},
        {"draft", {"draft", "پیش‌نویس"}},
        {"not_yet_issued", {"not yet issued", "هنوز صادر نشده"}},
        {"revoked", {"revoked", "باطل شده"}},
        {"suspended", {"suspended", "متوقف شده"}},
        {"completed", {"completed", "پایان یافته"}},
        {"expired", {"expired", "منقضی"}},
        {"valid", {"valid", "معتبر"}},
        {"wrong_kind", {"for other work", "برای کار دیگر"}},
        {"none", {"none found", "یافت نشد"}},
        {"unknown", {"validity unknown", "اعتبار نامعلوم"}},
    };
    return look_up(words, word, l);
}

std::string permit_kind(PermitKind kind, Language language)
{
    const bool fa = language == Language::Fa;
    switch (kind) {
    case PermitKind::New:
        return fa ? "نوسازی" : "new building";
    case PermitKind::Addition:
        return fa ? "اضافه بنا" : "addition";
    case PermitKind::Repair:
        return fa ? "تعمیر" : "repair";
    case PermitKind::Demolition:
        return fa ? "تخریب" : "demolition";
    case PermitKind::PlanChange:
        return fa ? "تغییر نقشه" : "change of plan";
    case PermitKind::Duplicate:
        return fa ? "المثنی" : "duplicate";
    case PermitKind::Wall:
        return fa ? "دیوارکشی" : "wall";
    case PermitKind::Unknown:
        break;
    }
    return fa ? "نامعلوم" : "unknown";
}

} // namespace didban::parcel_words
