#include "didban/land/permit_words.h"

#include "didban/base/text.h"

#include <algorithm>
#include <string>
#include <vector>

namespace didban {

namespace {

template <class Meaning>
struct Word {
    const char* part; ///< a piece of text that a record with this meaning holds
    Meaning meaning;
};

/// A vocabulary with its words as matching keys. The first word that is part of the text decides, so narrow words stand
/// before broad ones.
template <class Meaning>
class Vocabulary {
public:
    explicit Vocabulary(std::initializer_list<Word<Meaning>> words)
    {
        for (const auto& word : words)
            words_.emplace_back(squeezed(word.part), word.meaning);
    }

    [[nodiscard]] Meaning operator()(std::string_view text) const
    {
        const std::string key = squeezed(text);
        if (!key.empty())
            for (const auto& [part, meaning] : words_)
                if (key.find(part) != std::string::npos)
                    return meaning;
        return Meaning::Unknown;
    }

private:
    /// Spaces and joiners are used as the clerk likes: "اضافه بنا", "اضافه‌بنا".
    static std::string squeezed(std::string_view text)
    {
        std::string key = text::matching_key(text);
        std::erase_if(key, [](char c) { return c == ' ' || c == '_' || c == '-'; });
        return key;
    }

    std::vector<std::pair<std::string, Meaning>> words_;
};

} // namespace

PermitKind permit_kind(std::string_view words)
{
    using enum PermitKind;
    static const Vocabulary<PermitKind> vocabulary{
        {"المثنی", Duplicate},
        {"المثنا", Duplicate},
        {"duplicate", Duplicate},
        {"reissue", Duplicate},
        {"تغییر نقشه", PlanChange},
        {"اصلاح نقشه", PlanChange},
        {"اصلاح پروانه", PlanChange},
        {"plan change", PlanChange},
        {"amend", PlanChange},
        {"revision", PlanChange},
        {"اضافه بنا", Addition},
        {"اضافه اشکوب", Addition},
        {"اضافه طبقه", Addition},
        {"توسعه", Addition},
        {"افزایش", Addition},
        {"addition", Addition},
        {"extension", Addition},
        {"enlarge", Addition},
        {"دیوار", Wall},
        {"حصار", Wall},
        {"wall", Wall},
        {"fence", Wall},
        {"تخریب و نوسازی", New},
        {"تخریب و بازسازی", New},
        {"demolition and", New},
        {"نوسازی", New},
        {"احداث", New},
        {"جدید", New},
        {"new", New},
        {"construction", New},
        {"تخریب", Demolition},
        {"demol", Demolition},
        {"تعمیر", Repair},
        {"مرمت", Repair},
        {"بازسازی", Repair},
        {"repair", Repair},
        {"renovat", Repair},
        {"restor", Repair},
    };
    return vocabulary(words);
}

PermitStatus permit_status(std::string_view words)
{
    using enum PermitStatus;
    static const Vocabulary<PermitStatus> vocabulary{
        {"پیش نویس", Draft},     {"در حال صدور", Draft},   {"در دست اقدام", Draft}, {"در انتظار", Draft},
        {"صادر نشده", Draft},    {"draft", Draft},         {"pending", Draft},      {"applied", Draft},
        {"under review", Draft}, {"باطل", Revoked},        {"ابطال", Revoked},      {"لغو", Revoked},
        {"revoked", Revoked},    {"cancel", Revoked},      {"annul", Revoked},      {"void", Revoked},
        {"تعلیق", Suspended},    {"معلق", Suspended},      {"توقیف", Suspended},    {"توقف", Suspended},
        {"suspend", Suspended},  {"stopped", Suspended},   {"تمدید", Extended},     {"extended", Extended},
        {"renewed", Extended},   {"منقضی", Expired},       {"انقضا", Expired},      {"expired", Expired},
        {"lapsed", Expired},     {"پایان کار", Completed}, {"پایانکار", Completed}, {"خاتمه", Completed},
        {"تکمیل", Completed},    {"completed", Completed}, {"closed", Completed},   {"final", Completed},
        {"صادر", Issued},        {"صدور", Issued},         {"معتبر", Issued},       {"جاری", Issued},
        {"فعال", Issued},        {"issued", Issued},       {"active", Issued},      {"valid", Issued},
        {"granted", Issued},     {"approved", Issued},
    };
    return vocabulary(words);
}

LandUse land_use(std::string_view words)
{
    using enum LandUse;
    static const Vocabulary<LandUse> vocabulary{
        {"non-residential", Other}, {"غیر مسکونی", Other},      {"باغ", Garden},
        {"فضای سبز", Garden},       {"garden", Garden},         {"orchard", Garden},
        {"park", Garden},           {"زراع", Farmland},         {"کشاورزی", Farmland},
        {"مزروع", Farmland},        {"farm", Farmland},         {"agricultur", Farmland},
        {"مسکونی", Residential},    {"مسکن", Residential},      {"residential", Residential},
        {"dwelling", Residential},  {"housing", Residential},   {"تجاری", Commercial},
        {"مغازه", Commercial},      {"commercial", Commercial}, {"shop", Commercial},
        {"retail", Commercial},     {"صنعتی", Industrial},      {"کارگاه", Industrial},
        {"انبار", Industrial},      {"کارخانه", Industrial},    {"industr", Industrial},
        {"workshop", Industrial},   {"warehouse", Industrial},  {"آموزشی", Public},
        {"درمانی", Public},         {"بهداشتی", Public},        {"مذهبی", Public},
        {"ورزشی", Public},          {"فرهنگی", Public},         {"خدماتی", Public},
        {"عمومی", Public},          {"public", Public},         {"school", Public},
        {"hospital", Public},       {"mosque", Public},         {"religious", Public},
        {"اداری", Office},          {"دفتر", Office},           {"office", Office},
        {"administrat", Office},
    };
    const LandUse use = vocabulary(words);
    return use == Unknown && !text::matching_key(words).empty() ? Other : use;
}

} // namespace didban
