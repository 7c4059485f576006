#include "didban/geo/polygon.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

MultiPolygon courtyard()
{
    MultiPolygon m{{Polygon{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{{2, 2}, {2, 4}, {4, 4}, {4, 2}}}}}};
    m.parts.push_back(Polygon{{{20, 0}, {24, 0}, {24, 5}, {20, 5}}, {}});
    return m;
}

TEST(Polygon, AreaTakesHolesOffInAnyDirection)
{
    MultiPolygon m = courtyard();
    EXPECT_DOUBLE_EQ(planar_area(m), 100 - 4 + 20);
    std::reverse(m.parts[0].outer.begin(), m.parts[0].outer.end());
    EXPECT_DOUBLE_EQ(planar_area(m), 116);
    EXPECT_LT(signed_area(m.parts[0].outer), 0);
    normalise_orientation(m);
    EXPECT_GT(signed_area(m.parts[0].outer), 0);
    EXPECT_LT(signed_area(m.parts[0].holes[0]), 0);
}

TEST(Polygon, SmallAreaFarFromTheOriginKeepsItsDigits)
{
    const Ring tiny{{5e5 + 0.1, 4.2e6}, {5e5 + 0.2, 4.2e6}, {5e5 + 0.2, 4.2e6 + 0.1}, {5e5 + 0.1, 4.2e6 + 0.1}};
    EXPECT_NEAR(signed_area(tiny), 0.01, 1e-9);
}

TEST(Polygon, CentroidWeighsPartsAndHoles)
{
    // 100·(5,5) − 4·(3,3) + 20·(22,2.5), over 116
    const Point c = centroid(courtyard());
    EXPECT_NEAR(c.x, (500.0 - 12 + 440) / 116, 1e-12);
    EXPECT_NEAR(c.y, (500.0 - 12 + 50) / 116, 1e-12);
    EXPECT_TRUE(std::isnan(centroid(MultiPolygon{}).x));
}

TEST(Polygon, ContainsKnowsHolesAndParts)
{
    const MultiPolygon m = courtyard();
    EXPECT_TRUE(contains(m, {1, 1}));
    EXPECT_FALSE(contains(m, {3, 3}));
    EXPECT_TRUE(contains(m, {22, 2}));
    EXPECT_FALSE(contains(m, {15, 2}));
    EXPECT_FALSE(contains(MultiPolygon{}, {0, 0}));
}

TEST(Polygon, ClosingPointIsDropped)
{
    MultiPolygon m{{Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, {}}}};
    normalise_orientation(m);
    EXPECT_EQ(m.parts[0].outer.size(), 3U);
}

} // namespace
} // namespace didban
