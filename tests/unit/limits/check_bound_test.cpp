#include "didban/limits/check_bound.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace didban {
namespace {

Bound at_most(double low, double high)
{
    Bound b;
    b.state = BoundState::Limited;
    b.limit = Limit{low, high};
    return b;
}

TEST(CheckBound, BeyondTheUncertaintyViolatesWithinItIsOpen)
{
    const Bound four = at_most(4, 4);
    EXPECT_EQ(check_bound(four, Measured{5, 0.5}).verdict, LimitVerdict::Violates);
    EXPECT_EQ(check_bound(four, Measured{5, 0.5}).excess, 1);
    EXPECT_EQ(check_bound(four, Measured{4.3, 0.5}).reason, LimitReason::TooClose);
    EXPECT_EQ(check_bound(four, Measured{3.5, 0.5}).verdict, LimitVerdict::Complies);
    EXPECT_EQ(check_bound(four, Measured{4, 0}).verdict, LimitVerdict::Complies);
    EXPECT_EQ(check_bound(four, std::nullopt).reason, LimitReason::NotStated);
    EXPECT_EQ(check_bound(four, Measured{std::nan(""), 0}).reason, LimitReason::NotStated);
}

TEST(CheckBound, ARangeViolatesBeyondItsLooseEndOnly)
{
    const Bound range = at_most(0.55, 0.6);
    EXPECT_EQ(check_bound(range, Measured{0.61, 0}).verdict, LimitVerdict::Violates);
    EXPECT_EQ(check_bound(range, Measured{0.58, 0}).reason, LimitReason::LimitIsRange);
    EXPECT_EQ(check_bound(range, Measured{0.55, 0}).verdict, LimitVerdict::Complies);
    Bound least = range;
    least.minimum = true;
    EXPECT_EQ(check_bound(least, Measured{0.5, 0}).verdict, LimitVerdict::Violates);
    EXPECT_EQ(check_bound(least, Measured{0.58, 0}).reason, LimitReason::LimitIsRange);
    EXPECT_EQ(check_bound(least, Measured{0.6, 0}).verdict, LimitVerdict::Complies);
}

TEST(CheckBound, WhatIsForbiddenViolatesFromTheFirstCertainBit)
{
    Bound none;
    none.state = BoundState::Forbidden;
    EXPECT_EQ(check_bound(none, Measured{0.2, 0.1}).verdict, LimitVerdict::Violates);
    EXPECT_EQ(check_bound(none, Measured{0.2, 0.3}).reason, LimitReason::TooClose);
    EXPECT_EQ(check_bound(none, Measured{0, 0}).verdict, LimitVerdict::Complies);
    EXPECT_EQ(check_bound(none, std::nullopt).reason, LimitReason::ForbiddenUnstated);
}

TEST(CheckBound, ACertainBoundCountsBesideUnknownAndInquiry)
{
    for (const BoundState state : {BoundState::Unknown, BoundState::NeedsInquiry}) {
        Bound b = at_most(4, 4);
        b.state = state;
        EXPECT_EQ(check_bound(b, Measured{5, 0}).verdict, LimitVerdict::Violates);
        EXPECT_EQ(check_bound(b, Measured{3, 0}).verdict, LimitVerdict::Inconclusive);
    }
    Bound free;
    free.state = BoundState::NotRegulated;
    EXPECT_EQ(check_bound(free, Measured{30, 0}).verdict, LimitVerdict::Complies);
}

TEST(CheckBound, AConditionIsOpenUnlessItIsMetOrNotNeeded)
{
    Bound b = at_most(6, 6);
    b.conditions = {{"with a second stair", "با راه‌پله دوم", Limit{4, 4}}};
    b.unconditional = Limit{4, 4};
    const std::vector<std::string> en{"with a second stair"}, fa{"با راه‌پله دوم"}, other{""};
    EXPECT_EQ(check_bound(b, Measured{5, 0}).reason, LimitReason::Condition);
    EXPECT_EQ(check_bound(b, Measured{5, 0}, other).reason, LimitReason::Condition);
    EXPECT_EQ(check_bound(b, Measured{5, 0}, en).verdict, LimitVerdict::Complies);
    EXPECT_EQ(check_bound(b, Measured{5, 0}, fa).verdict, LimitVerdict::Complies);
    EXPECT_EQ(check_bound(b, Measured{4, 0}).verdict, LimitVerdict::Complies);
    EXPECT_EQ(check_bound(b, Measured{7, 0}, en).verdict, LimitVerdict::Violates);
    b.conditions.push_back({"on a corner", "", Limit{5, 5}});
    b.unconditional = Limit{3, 3};
    EXPECT_EQ(check_bound(b, Measured{4, 0}).reason, LimitReason::Condition);
    EXPECT_EQ(check_bound(b, Measured{5, 0}, en).verdict, LimitVerdict::Complies);
    b.conditions[1].otherwise.reset();
    EXPECT_EQ(check_bound(b, Measured{1, 0}, en).reason, LimitReason::Condition);
}

TEST(CheckBound, NoStricterBoundTakesAViolationAway)
{
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::mt19937 r(seed);
        const auto u = [&](double a, double b) { return std::uniform_real_distribution<double>(a, b)(r); };
        Bound loose;
        loose.minimum = r() % 2 == 0;
        constexpr BoundState states[] = {BoundState::Limited, BoundState::Unknown, BoundState::NeedsInquiry};
        loose.state = states[r() % 3];
        const double low = u(0, 8);
        loose.limit = Limit{low, low + (r() % 2 == 0 ? 0 : u(0, 2))};
        Bound strict = loose;
        const double by = u(0, 3);
        const unsigned how = static_cast<unsigned>(r() % (loose.minimum ? 2 : 3));
        if (how == 0)
            strict = moved(loose, loose.minimum ? by : -by);
        else if (how == 1)
            (loose.minimum ? strict.limit->high : strict.limit->low) += loose.minimum ? by : -by;
        else
            strict.state = BoundState::Forbidden;
        const Measured m{u(0, 12), u(0, 1)};
        if (check_bound(loose, m).verdict == LimitVerdict::Violates) {
            ASSERT_EQ(check_bound(strict, m).verdict, LimitVerdict::Violates) << "seed " << seed << " how " << how;
        }
    }
}

} // namespace
} // namespace didban
