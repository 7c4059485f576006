#include "pipelines/parcel/permit_stage.h"

#include <map>

namespace didban {

std::string permit_stage(const Permit& p, const Date& on)
{
    if (p.status == PermitStatus::Draft || on < p.issued)
        return "PLAN_CONTROL";
    if ((p.completed && *p.completed <= on) || (!p.completed && p.status == PermitStatus::Completed))
        return "COMPLETE";
    return p.started && *p.started <= on ? "START" : "PERMIT";
}

std::string permit_legal_state(const Permit& p, const Date& on)
{
    if (p.status == PermitStatus::Draft)
        return "draft";
    if (on < p.issued)
        return "not_yet_issued";
    if (p.status == PermitStatus::Revoked)
        return "revoked";
    if (p.status == PermitStatus::Suspended)
        return "suspended";
    if (permit_stage(p, on) == "COMPLETE")
        return "completed";
    if (p.valid_to)
        return *p.valid_to < on ? "expired" : "valid";
    return p.status == PermitStatus::Expired ? "expired" : "unknown";
}

std::string permit_word(const std::string& word, Language language)
{
    static const std::map<std::string, std::pair<const char*, const char*>> words{
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
        {"unknown", {"validity unknown", "اعتبار نامعلوم"}},
    };
    const auto found = words.find(word);
    if (found == words.end())
        return word;
    return language == Language::Fa ? found->second.second : found->second.first;
}

std::string kind_word(PermitKind kind, Language language)
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

} // namespace didban
