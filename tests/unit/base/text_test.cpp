#include "didban/base/text.h"

#include <gtest/gtest.h>

namespace text = didban::text;
using text::Mojibake;

namespace {

TEST(MatchingKey, OneKeyForEveryWayOfWritingAName)
{
    const std::string key = text::matching_key("کوی یاسمن ۱۲");
    for (const char* spelling : {"كوي ياسمن 12", "كوى  ياسمن ١٢", " کوی\u00A0یاسمن ۱۲ ", "کـوی یاسمن ۱۲",
                                 "کوی یاسمَن ۱۲", "\uFEFFکوی یاسمن\u200F ۱۲", "ﻛﻮﻱ ﻳﺎﺳﻤﻦ 12"})
        EXPECT_EQ(text::matching_key(spelling), key) << spelling;
    EXPECT_EQ(key, "کوی یاسمن 12");
}

TEST(MatchingKey, FoldsAfterPresentationForms)
{
    EXPECT_EQ(text::fold_presentation_forms("ﻱﻚ"), "يك") << "the forms decompose to the Arabic letters";
    EXPECT_EQ(text::matching_key("ﻱﻚ"), "یک");
    EXPECT_EQ(text::matching_key("ﻻ"), "لا");
    EXPECT_EQ(text::matching_key("ＡＢ１２"), "ab12");
}

TEST(MatchingKey, LettersOfTheFoldingTable)
{
    EXPECT_EQ(text::matching_key("ي ى ك ة ۀ أ إ ٱ"), "ی ی ک ه ه ا ا ا");
    EXPECT_EQ(text::matching_key("پروانه‌ساختمان"), text::matching_key("پروانهساختمان"));
    EXPECT_EQ(text::matching_key("P-7/A"), "p-7/a");
}

TEST(MatchingKey, IsItsOwnKey)
{
    for (const char* any : {"كوچهٔ امیر", "  A  b ", "ﷲ ﷺ", "۷-۱۲-۱۰۴", "\xC3\x28"})
        EXPECT_EQ(text::matching_key(text::matching_key(any)), text::matching_key(any)) << any;
}

TEST(Digits, BothWays)
{
    EXPECT_EQ(text::ascii_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ کـ"), "0123456789 0123456789 کـ");
    EXPECT_EQ(text::persian_digits("1404/08/30"), "۱۴۰۴/۰۸/۳۰");
    EXPECT_EQ(text::ascii_digits("\xFF۱"), "\xFF"
                                           "1")
        << "bytes that are no UTF-8 stay as they are";
}

TEST(Encodings, Utf8Validity)
{
    EXPECT_TRUE(text::is_valid_utf8("پروانه 7\uFFFD"));
    for (const char* bad :
         {"\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80", "\xE2\x80", "\xF0\x80\x80\x80"})
        EXPECT_FALSE(text::is_valid_utf8(bad));
}

TEST(Encodings, Windows1256LettersOfTheBrief)
{
    EXPECT_EQ(text::from_windows_1256("\x81\x8D\x8E\x90\x98\xDF\xED\xEC\xE5"), "پچژگکكيىه");
    EXPECT_EQ(text::from_windows_1256("\x9D"), "\u200C");
    EXPECT_EQ(text::from_windows_1256("\x81\xD1\xE6\xC7\xE4\xE5 7"), "پروانه 7");
}

TEST(Encodings, Utf16WithAndWithoutMark)
{
    using namespace std::string_literals;
    EXPECT_EQ(text::from_utf16("\x7E\x06\x31\x06"s), "پر");
    EXPECT_EQ(text::from_utf16("\xFF\xFE\x7E\x06"s), "پ");
    EXPECT_EQ(text::from_utf16("\xFE\xFF\x06\x7E"s), "پ");
    EXPECT_EQ(text::from_utf16("\x06\x7E"s, false), "پ");
    EXPECT_EQ(text::from_utf16("\x3D\xD8\x00\xDE"s), "😀");
    EXPECT_EQ(text::from_utf16("\x3D\xD8"s), "\uFFFD");
}

TEST(Mojibake, FingerprintsOfTheWordPermit)
{
    const std::string meant = "پروانه";
    EXPECT_EQ(text::detect_mojibake("ظ¾ط±ظˆط§ظ†ظ‡"), Mojibake::Utf8AsWindows1256);
    EXPECT_EQ(text::repair_mojibake("ظ¾ط±ظˆط§ظ†ظ‡", Mojibake::Utf8AsWindows1256), meant);
    EXPECT_EQ(text::detect_mojibake("Ù¾Ø±ÙˆØ§Ù†Ù‡"), Mojibake::Utf8AsWindows1252);
    EXPECT_EQ(text::repair_mojibake("Ù¾Ø±ÙˆØ§Ù†Ù‡", Mojibake::Utf8AsWindows1252), meant);
    EXPECT_EQ(text::detect_mojibake("\u0081ÑæÇäå ÓÇÎÊãÇäí"), Mojibake::Windows1256AsWindows1252);
    EXPECT_EQ(text::detect_mojibake("ÑæÇäå ÓÇÎÊãÇäí"), Mojibake::Windows1256AsWindows1252);
    EXPECT_EQ(text::repair_mojibake("ÑæÇäå ÓÇÎÊãÇäí", Mojibake::Windows1256AsWindows1252), "روانه ساختماني");
}

TEST(Mojibake, EachDamageOfManyTextsIsFoundAndUndone)
{
    for (const std::string meant : {"مسکونی", "پایان کار ساختمان", "خیابان امام خمینی، کوچه ۷", "چهار طبقه روی پیلوت",
                                    "تجاری - اداری", "باغ", "گچ‌بری"}) {
        const std::string damaged = text::from_windows_1256(meant);
        ASSERT_EQ(text::detect_mojibake(damaged), Mojibake::Utf8AsWindows1256) << meant;
        EXPECT_EQ(text::repair_mojibake(damaged, Mojibake::Utf8AsWindows1256), meant);
    }
}

TEST(Mojibake, GoodTextIsLeftAlone)
{
    for (const char* good : {"", "P-1404-7", "پروانه ساختمانی", "ظرف طلا", "طپانچه", "مسكوني", "غلط", "طبقه‌ها",
                             "Müller & Söhne", "naïve café", "Île-de-France", "۱۲۰ م²", "ﻛﻮﭼﻪ", "ظ", "عگط"})
        EXPECT_EQ(text::detect_mojibake(good), Mojibake::None) << good;
}

TEST(Mojibake, LostCharactersCannotBeUndone)
{
    const char* damaged = "Ù¾Ø±ÙˆØ§Ù†Ù‡ Ù\uFFFDØ§";
    EXPECT_EQ(text::detect_mojibake(damaged), Mojibake::Utf8AsWindows1252);
    EXPECT_FALSE(text::repair_mojibake(damaged, Mojibake::Utf8AsWindows1252));
}

TEST(Number, AsClerksTypeThem)
{
    const std::pair<const char*, double> numbers[] = {
        {"12", 12},     {"۱۲", 12},      {"١٢", 12},          {"12.5", 12.5},       {"12/5", 12.5},
        {"۱۲٫۵", 12.5}, {"1,200", 1200}, {"۱٬۲۰۰٫۵", 1200.5}, {"1,200,000", 1.2e6}, {"-3.5", -3.5},
        {" 0.6 ", 0.6}, {".5", 0.5},     {"+7", 7},           {"1e3", 1000},
    };
    for (const auto& [written, value] : numbers) {
        const auto number = text::parse_number(written);
        ASSERT_TRUE(number) << written;
        EXPECT_DOUBLE_EQ(number->value, value) << written;
        EXPECT_FALSE(number->percent) << written;
    }
    for (const char* percent : {"60%", "60 %", "۶۰٪", "٪۶۰", "۶۰ ٪"}) {
        const auto number = text::parse_number(percent);
        ASSERT_TRUE(number) << percent;
        EXPECT_EQ(number->value, 60);
        EXPECT_TRUE(number->percent);
    }
}

TEST(Number, AnythingElseIsNone)
{
    for (const char* none : {"",         " ",   "-",   "%",  "abc", "12 متر", "1,20", "12,5", "1.2.3",  "1,2345",
                             "1,200,00", "3-4", "--1", "1e", "e3",  "1e999",  "nan",  "inf",  "1,,200", "0x10"})
        EXPECT_FALSE(text::parse_number(none)) << none;
}

TEST(Nearest, FindsSlipsAndNothingFarAway)
{
    const std::vector<std::string> names{"parcel_id", "district", "permit_no", "کد نوسازی"};
    EXPECT_EQ(text::nearest("parcelid", names), "parcel_id");
    EXPECT_EQ(text::nearest("PARCEL_IDS", names), "parcel_id");
    EXPECT_EQ(text::nearest("distritc", names), "district");
    EXPECT_EQ(text::nearest("كد نوسازي", names), "کد نوسازی");
    EXPECT_EQ(text::nearest("geometry", names), "");
    EXPECT_EQ(text::nearest("", names), "");
}

} // namespace
