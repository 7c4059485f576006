#include "didban/cases/control_sample.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

TEST(ControlSample, WilsonByHand)
{
    // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662, 0 of 20 gives 0 to 0.1611, 1 of 29 gives 0.0061 to
    // 0.1718.
    const ConfidenceInterval many = wilson_interval(81, 263);
    EXPECT_NEAR(many.low, 0.2553, 5e-5);
    EXPECT_NEAR(many.high, 0.3662, 5e-5);
    EXPECT_EQ(wilson_interval(0, 20).low, 0);
    EXPECT_NEAR(wilson_interval(0, 20).high, 0.1611, 5e-5);
    EXPECT_NEAR(wilson_interval(1, 29).low, 0.0061, 5e-5);
    EXPECT_NEAR(wilson_interval(1, 29).high, 0.1718, 5e-5);
}

TEST(ControlSample, RecallFromTheMissedShare)
{
    const ControlSample s = estimate_missed(100, 2, 1000, 60);
    ASSERT_TRUE(s.recall);
    EXPECT_DOUBLE_EQ(s.recall->value, 0.75); // 60 found, 2 % of 1000 missed
    EXPECT_LT(s.recall->low, 0.75);
    EXPECT_GT(s.recall->high, 0.75);
    EXPECT_NEAR(s.recall->low, 60 / (60 + 1000 * s.missed_share->high), 1e-12);
}

TEST(ControlSample, WithoutAVisitNothingIsKnown)
{
    const ControlSample s = estimate_missed(0, 0, 1000, 60);
    EXPECT_FALSE(s.missed_share);
    EXPECT_FALSE(s.recall);
    EXPECT_FALSE(estimate_missed(5, 0, 10, 0).recall);
}

} // namespace
} // namespace didban
