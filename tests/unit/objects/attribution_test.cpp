#include "didban/objects/attribution.h"

#include <gtest/gtest.h>

#include <cmath>

namespace didban {
namespace {

MultiPolygon box(double x, double y, double w, double h)
{
    return {{Polygon{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, {}}}};
}

double normal_cdf(double z)
{
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

TEST(Attribution, DeepInsideIsCertain)
{
    const auto west = box(0, 0, 20, 40), east = box(20, 0, 20, 40);
    const auto a = attribute_change(box(6, 15, 6, 6), {&west, &east}, 1);
    EXPECT_NEAR(a[0].expected_share, 1, 1e-9);
    EXPECT_NEAR(a[0].majority, 1, 1e-9);
    EXPECT_NEAR(a[1].majority, 0, 1e-9);
}

TEST(Attribution, OnTheBoundaryNobodyIsSure)
{
    const auto west = box(0, 0, 20, 40), east = box(20, 0, 20, 40);
    const auto a = attribute_change(box(17, 15, 6, 6), {&west, &east}, 1);
    EXPECT_NEAR(a[0].expected_share, 0.5, 1e-9);
    EXPECT_NEAR(a[1].expected_share, 0.5, 1e-9);
    EXPECT_LE(a[0].majority, 0.62); // a shift of exactly 0 is a tie, which goes to the first
    EXPECT_GE(a[0].majority + a[1].majority, 0.999);
}

TEST(Attribution, MajorityFollowsTheNormalDistributionOfTheCentre)
{
    // the larger half lies west as long as the centre does
    const auto west = box(0, 0, 20, 40), east = box(20, 0, 20, 40);
    for (const double centre : {17.5, 18.5, 19.1, 20.7, 22.3}) {
        const auto a = attribute_change(box(centre - 4, 15, 8, 8), {&west, &east}, 1.3);
        EXPECT_NEAR(a[0].majority, normal_cdf((20 - centre) / 1.3), 0.13) << centre;
        // expected share west: mean of the clamped linear share
        double expected = 0, weight = 0;
        for (double z = -6; z <= 6; z += 0.001) {
            const double w = std::exp(-z * z / 2);
            expected += w * std::clamp((20 - (centre + 1.3 * z - 4)) / 8, 0.0, 1.0);
            weight += w;
        }
        EXPECT_NEAR(a[0].expected_share, expected / weight, 0.002) << centre;
    }
}

TEST(Attribution, GroundOutsideEveryParcelCanHoldTheMajority)
{
    const auto parcel = box(0, 0, 20, 20);
    const auto a = attribute_change(box(18, 5, 10, 10), {&parcel}, 0.5);
    EXPECT_NEAR(a[0].expected_share, 0.2, 0.001);
    EXPECT_NEAR(a[0].majority, 0, 1e-6);
}

TEST(Attribution, WithoutErrorItIsTheShareItself)
{
    const auto west = box(0, 0, 20, 40), east = box(20, 0, 20, 40);
    const auto a = attribute_change(box(14, 0, 8, 8), {&west, &east}, 0);
    EXPECT_DOUBLE_EQ(a[0].expected_share, 0.75);
    EXPECT_DOUBLE_EQ(a[0].majority, 1);
    EXPECT_TRUE(attribute_change({}, {}, 1).empty());
    EXPECT_DOUBLE_EQ(boundary_sigma(0.3, 0.4), 0.5);
}

} // namespace
} // namespace didban
