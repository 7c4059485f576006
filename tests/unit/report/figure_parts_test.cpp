#include "cases/figure_parts.h"

#include <gtest/gtest.h>

namespace didban {

TEST(FigureParts, ThousandsStandInGroupsAndYearsDoNot)
{
    const FigureParts en(Language::En), fa(Language::Fa);
    EXPECT_EQ(en.number(std::int64_t{999}), "999");
    EXPECT_EQ(en.number(std::int64_t{12345}), "12,345");
    EXPECT_EQ(en.number(1234567.5, 1), "1,234,567.5");
    EXPECT_EQ(en.number(-123.0), "-123");
    EXPECT_EQ(en.number(-1234.0), "-1,234");
    EXPECT_EQ(fa.number(std::int64_t{12345}), "۱۲٬۳۴۵");
    EXPECT_EQ(en.numeral("1404"), "1404");
    EXPECT_EQ(fa.numeral("1404"), "۱۴۰۴");
    EXPECT_EQ(en.percent(0.071, 1), "7.1 %");
    EXPECT_EQ(fa.percent(0.5), "۵۰٪");
}

} // namespace didban
