#include "didban/base/plain_text.h"

#include "didban/base/text.h"

#include <gtest/gtest.h>

#include <random>

namespace didban::text {
namespace {

TEST(ForTerminal, shows_what_would_act)
{
    EXPECT_EQ(for_terminal("a\x1B[31mb\x07\r\x7F"), "a\\u001b[31mb\\u0007\\u000d\\u007f");
    EXPECT_EQ(for_terminal("c1: \xC2\x9B"
                           "2J"),
              "c1: \\u009b2J");
    EXPECT_EQ(for_terminal("raw \x9B byte"), "raw \xEF\xBF\xBD byte");
    EXPECT_EQ(for_terminal("\xE2\x80\xAE"
                           "evil"),
              "\\u202eevil");
    EXPECT_EQ(for_terminal("line\n\tnext"), "line\n\tnext");
    EXPECT_EQ(for_terminal("پلاک ۷\xE2\x80\x8C"
                           "ب"),
              "پلاک ۷\xE2\x80\x8C"
              "ب");
}

TEST(ForTerminal, keeps_isolates_that_close_on_their_line)
{
    const std::string closed = "\xE2\x81\xA6"
                               "7-12"
                               "\xE2\x81\xA9";
    EXPECT_EQ(for_terminal(closed + "\n" + closed), closed + "\n" + closed);
    EXPECT_EQ(for_terminal("\xE2\x81\xA7"
                           "a\nb"),
              "\\u2067a\nb");
    EXPECT_EQ(for_terminal("a\xE2\x81\xA9"), "a\\u2069");
}

TEST(ForTerminal, any_bytes_become_text_without_controls)
{
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (int i = 0; i < 40; ++i)
            bytes += static_cast<char>(random() % 3 == 0 ? random() % 32 : 0x80 + random() % 128);
        const std::string shown = for_terminal(bytes);
        ASSERT_TRUE(is_valid_utf8(shown));
        for (const char c : shown)
            ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t');
        ASSERT_EQ(for_terminal(shown), shown);
    }
}

TEST(ForSpreadsheet, formulas_get_an_apostrophe)
{
    for (const char* formula : {"=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\rx", "\n=1", " =1+1",
                                "\xEF\xBC\x9D"
                                "1",
                                "\xEF\xBC\x8B"
                                "1",
                                "\xEF\xBC\x8D"
                                "x",
                                "\xEF\xBC\xA0"
                                "A1",
                                "\xC2\xA0=1", "-", "+98 21"})
        EXPECT_EQ(for_spreadsheet(formula), "'" + std::string(formula));
}

TEST(ForSpreadsheet, numbers_and_texts_stay)
{
    for (const char* plain : {"", "-3.5", "+7", "7-12-104-3", "a=b", "قطعه", "3 + 4", "'=1"})
        EXPECT_EQ(for_spreadsheet(plain), plain);
}

TEST(Shortened, says_what_is_missing_and_cuts_between_letters)
{
    EXPECT_EQ(shortened("abc", 10), "abc");
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "\xD9\x85";
    const std::string cut = shortened(text, 100);
    EXPECT_LT(cut.size(), 150U);
    EXPECT_TRUE(is_valid_utf8(cut));
    EXPECT_NE(cut.find("bytes left out"), std::string::npos);
}

} // namespace
} // namespace didban::text
