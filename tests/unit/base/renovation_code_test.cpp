#include "didban/base/renovation_code.h"
#include "didban/base/text.h"

#include <gtest/gtest.h>

#include <random>

using didban::parcel_key;
using didban::parse_renovation_code;
using didban::RenovationCode;

namespace {

TEST(RenovationCode, EveryWayOfWritingOnePlot)
{
    for (const char* written : {"7-12-104-3-0-0-0", "7-12-104-3", "0-0-0-3-104-12-7", "۷-۱۲-۱۰۴-۳", "7/12/104/3/0/0/0",
                                "7_12_104_3", "7.12.104.3", "07-012-0104-03", " 7 - 12 - 104 - 3 ", "7 12 104 3",
                                "7–12–104–3", "٧-١٢-١٠٤-٣-٠-٠-٠", "\u200F7-12-104-3", "0-3-104-12-7"}) {
        EXPECT_EQ(parcel_key(written), "7-12-104-3-0-0-0") << written;
    }
    EXPECT_TRUE(parse_renovation_code("0-0-0-3-104-12-7")->reversed);
    EXPECT_FALSE(parse_renovation_code("7-12-104-3-0-0-0")->reversed);
}

TEST(RenovationCode, OtherIdsAreJoinedAsText)
{
    for (const char* other : {"", "12345", "12-7", "A-12-104-3", "1-2-3-4-5-6-7-8", "0-0-0-0-0-0-0", "7--12-104",
                              "-7-12-104", "7-12-104-", "9999999999-1-1", "7-12-x"})
        EXPECT_FALSE(parse_renovation_code(other)) << other;
    EXPECT_EQ(parcel_key("پلاک ١٢ﻙ"), "پلاک 12ک");
    EXPECT_EQ(parcel_key("P-0012"), "p-0012");
}

TEST(RenovationCode, ShortTextKeepsAtLeastFourParts)
{
    EXPECT_EQ(parse_renovation_code("7-12-104-3")->code.short_text(), "7-12-104-3");
    EXPECT_EQ(parse_renovation_code("7-12-104")->code.short_text(), "7-12-104-0");
    EXPECT_EQ(parse_renovation_code("7-12-104-3-0-0-2")->code.short_text(), "7-12-104-3-0-0-2");
}

TEST(RenovationCode, TextReadsBackInEitherOrder)
{
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        RenovationCode code;
        for (int& part : code.part)
            part = static_cast<int>(1 + random() % 500);
        for (std::size_t unused = random() % 4; unused > 0; --unused)
            code.part[7 - unused] = 0;
        std::string reversed;
        for (auto part = code.part.rbegin(); part != code.part.rend(); ++part)
            reversed.append(reversed.empty() ? "" : "/").append(std::to_string(*part));
        ASSERT_EQ(parse_renovation_code(code.text())->code, code) << "seed " << seed;
        if (code.part[6] == 0) {
            ASSERT_EQ(parse_renovation_code(didban::text::persian_digits(reversed))->code, code) << "seed " << seed;
        }
    }
}

TEST(RenovationCode, SeveralPlotsInOneCellStandApart)
{
    EXPECT_EQ(didban::codes_in("7-1-2-3; 7-1-2-4"), (std::vector<std::string>{"7-1-2-3", " 7-1-2-4"}));
    EXPECT_EQ(didban::codes_in("۷-۱-۲-۳، ۷-۱-۲-۴؛7 1 2 5"),
              (std::vector<std::string>{"۷-۱-۲-۳", " ۷-۱-۲-۴", "7 1 2 5"}));
    EXPECT_EQ(didban::codes_in("a|b,c\r\nd"), (std::vector<std::string>{"a", "b", "c", "d"}));
    for (const std::string& blank : didban::codes_in(" ; ,"))
        EXPECT_TRUE(didban::parcel_key(blank).empty());
    EXPECT_TRUE(didban::codes_in("").empty());
}

} // namespace
