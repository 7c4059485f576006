#include "didban/land/permit_words.h"

#include <gtest/gtest.h>

using namespace didban;

namespace {

TEST(PermitWords, KindsInBothLanguages)
{
    const std::pair<const char*, PermitKind> words[] = {
        {"new", PermitKind::New},
        {"نوسازی", PermitKind::New},
        {"احداث بنا", PermitKind::New},
        {"تخریب و نوسازی", PermitKind::New},
        {"addition", PermitKind::Addition},
        {"اضافه بنا", PermitKind::Addition},
        {"اضافه‌بنا", PermitKind::Addition},
        {"اضافه اشکوب", PermitKind::Addition},
        {"repair", PermitKind::Repair},
        {"تعميرات", PermitKind::Repair},
        {"تعمیر", PermitKind::Repair},
        {"demolition", PermitKind::Demolition},
        {"تخریب", PermitKind::Demolition},
        {"plan_change", PermitKind::PlanChange},
        {"تغيير نقشه", PermitKind::PlanChange},
        {"duplicate", PermitKind::Duplicate},
        {"المثنی", PermitKind::Duplicate},
        {"المثني", PermitKind::Duplicate},
        {"wall", PermitKind::Wall},
        {"دیوارکشی", PermitKind::Wall},
        {"", PermitKind::Unknown},
        {"؟", PermitKind::Unknown},
    };
    for (const auto& [word, kind] : words)
        EXPECT_EQ(permit_kind(word), kind) << word;
}

TEST(PermitWords, StatesInBothLanguages)
{
    const std::pair<const char*, PermitStatus> words[] = {
        {"issued", PermitStatus::Issued},
        {"صادر شده", PermitStatus::Issued},
        {"معتبر", PermitStatus::Issued},
        {"extended", PermitStatus::Extended},
        {"تمدید شده", PermitStatus::Extended},
        {"تمديد", PermitStatus::Extended},
        {"completed", PermitStatus::Completed},
        {"پایان کار", PermitStatus::Completed},
        {"پايان‌كار", PermitStatus::Completed},
        {"expired", PermitStatus::Expired},
        {"منقضی", PermitStatus::Expired},
        {"revoked", PermitStatus::Revoked},
        {"باطل شده", PermitStatus::Revoked},
        {"ابطال", PermitStatus::Revoked},
        {"لغو", PermitStatus::Revoked},
        {"suspended", PermitStatus::Suspended},
        {"توقف عملیات", PermitStatus::Suspended},
        {"draft", PermitStatus::Draft},
        {"در حال صدور", PermitStatus::Draft},
        {"صادر نشده", PermitStatus::Draft},
        {"", PermitStatus::Unknown},
        {"xyz", PermitStatus::Unknown},
    };
    for (const auto& [word, status] : words)
        EXPECT_EQ(permit_status(word), status) << word;
}

TEST(PermitWords, UsesInBothLanguages)
{
    const std::pair<const char*, LandUse> words[] = {
        {"residential", LandUse::Residential},
        {"مسكوني", LandUse::Residential},
        {"مسکونی", LandUse::Residential},
        {"تجاری", LandUse::Commercial},
        {"اداری", LandUse::Office},
        {"صنعتی", LandUse::Industrial},
        {"آموزشی", LandUse::Public},
        {"باغ مسکونی", LandUse::Garden},
        {"زراعی", LandUse::Farmland},
        {"قصر", LandUse::Other},
        {"", LandUse::Unknown},
    };
    for (const auto& [word, use] : words)
        EXPECT_EQ(land_use(word), use) << word;
}

} // namespace
