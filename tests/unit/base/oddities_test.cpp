#include "didban/base/text.h"

#include <gtest/gtest.h>

namespace text = didban::text;

namespace {

TEST(Oddities, EachIsFoundAlone)
{
    const std::pair<const char*, unsigned> texts[] = {
        {"", 0U},
        {"P-1404/7 (A)", 0U},
        {"پروانه‌ی ساختمان", 0U},
        {"مسكوني", text::ArabicLetters},
        {"٧-١٢", text::ArabicDigits},
        {"۷-۱۲", text::PersianDigits},
        {"ﻛﻮﭼﻪ", text::PresentationForms},
        {"ﻣﺴﻜﻦ", text::PresentationForms},
        {"ﻦﻜﺴﻣ", text::PresentationForms | text::Mirrored},
        {"7-12\u200F", text::Invisible},
        {"\uFEFF7-12", text::Invisible},
        {"ظ¾ط±ظˆط§ظ†ظ‡", text::BadMojibake},
        {"Ù¾Ø±ÙˆØ§Ù†Ù‡", text::BadMojibake},
        {"ÑæÇäå ÓÇÎÊãÇäí", text::BadMojibake},
        {"{\\fArial|b0;7-12}", text::CadCodes},
        {"پلاک\\P۱۲", text::CadCodes | text::PersianDigits},
        {"7%%d", text::CadCodes},
        {"????", text::LostCharacters},
        {"کو\uFFFDه", text::LostCharacters},
    };
    for (const auto& [written, expected] : texts)
        EXPECT_EQ(text::oddities(written), expected) << written;
}

} // namespace
