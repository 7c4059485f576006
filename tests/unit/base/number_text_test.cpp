#include "didban/base/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>

using namespace didban;

TEST(NumberText, FixedKeepsItsDecimals)
{
    EXPECT_EQ(text::fixed(4.5, 2), "4.50");
    EXPECT_EQ(text::fixed(-0.04, 1), "-0.0");
    EXPECT_EQ(text::fixed(1e15, 0), "1000000000000000");
}

TEST(NumberText, AtMostDropsZerosAndTheMinusOfNothing)
{
    EXPECT_EQ(text::at_most(4.5, 2), "4.5");
    EXPECT_EQ(text::at_most(100, 2), "100");
    EXPECT_EQ(text::at_most(100, 0), "100");
    EXPECT_EQ(text::at_most(-0.001, 2), "0");
    EXPECT_EQ(text::at_most(-12.30, 3), "-12.3");
    EXPECT_EQ(text::at_most(1e300, 2).size(), 301U);
}

TEST(NumberText, ExactReadsBack)
{
    EXPECT_EQ(text::exact(0.1), "0.1");
    EXPECT_EQ(text::exact(45), "45");
    EXPECT_EQ(std::stod(text::exact(1.0 / 3)), 1.0 / 3);
}

TEST(NumberText, RoundedHasNoNegativeZero)
{
    EXPECT_FALSE(std::signbit(rounded(-0.001, 2)));
    EXPECT_EQ(rounded(2.346, 2), 2.35);
    EXPECT_EQ(rounded(-7.25, 1), -7.3);
    EXPECT_TRUE(std::isnan(rounded(std::numeric_limits<double>::quiet_NaN(), 2)));
}

// Texts that went out before are those of printf; they stay the same bytes.
TEST(NumberText, AgreesWithPrintf)
{
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> digits(-1, 1);
    std::uniform_int_distribution<int> power(-12, 12);
    for (int i = 0; i < 5000; ++i) {
        const double x = digits(random) * std::pow(10, power(random));
        char expected[64];
        std::snprintf(expected, sizeof expected, "%.6g", x);
        EXPECT_EQ(text::significant(x, 6), expected) << x;
        std::snprintf(expected, sizeof expected, "%.3f", x);
        EXPECT_EQ(text::fixed(x, 3), expected) << x;
    }
}
