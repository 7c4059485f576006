#include "didban/geo/overlay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace didban {
namespace {

constexpr double e0 = 500000, n0 = 4266000; // far from the origin, as in UTM

MultiPolygon box(double x, double y, double w, double h)
{
    return {{Polygon{{{e0 + x, n0 + y}, {e0 + x + w, n0 + y}, {e0 + x + w, n0 + y + h}, {e0 + x, n0 + y + h}}, {}}}};
}

TEST(Overlay, BooleansOfTwoSquares)
{
    const auto a = box(0, 0, 10, 10), b = box(5, 5, 10, 10);
    EXPECT_NEAR(planar_area(overlay::intersection(a, b)), 25, 1e-6);
    EXPECT_NEAR(planar_area(overlay::unite(a, b)), 175, 1e-6);
    EXPECT_NEAR(planar_area(overlay::difference(a, b)), 75, 1e-6);
    EXPECT_TRUE(overlay::intersection(a, box(50, 50, 1, 1)).empty());
    EXPECT_TRUE(overlay::intersection(a, {}).empty());
}

TEST(Overlay, NearlyCoincidentEdgesLeaveNoSliver)
{
    MultiPolygon b = box(10, 0, 10, 10);
    b.parts[0].outer[0].x -= 2e-5;
    b.parts[0].outer[3].x += 3e-5;
    EXPECT_TRUE(overlay::intersection(box(0, 0, 10, 10), b).empty());
    const auto both = overlay::unite(box(0, 0, 10, 10), b);
    ASSERT_EQ(both.parts.size(), 1U);
    EXPECT_TRUE(both.parts[0].holes.empty());
}

TEST(Overlay, InvalidInputIsRepairedFirst)
{
    const MultiPolygon bow_tie{{Polygon{{{e0, n0}, {e0 + 10, n0 + 10}, {e0 + 10, n0}, {e0, n0 + 10}}, {}}}};
    EXPECT_NE(overlay::invalid_reason(bow_tie).find("Self-intersection"), std::string::npos);
    const auto repaired = overlay::make_valid(bow_tie);
    EXPECT_EQ(overlay::invalid_reason(repaired), "");
    EXPECT_NEAR(planar_area(repaired), 50, 1e-6);
    EXPECT_NEAR(planar_area(overlay::intersection(bow_tie, box(0, 0, 5, 10))), 25, 1e-2);
}

TEST(Overlay, RingsThatAreNotRingsAreNamedAndSurvived)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const MultiPolygon two_points{{Polygon{{{0, 0}, {1, 1}}, {}}}};
    const MultiPolygon not_numbers{{Polygon{{{0, 0}, {1, nan}, {1, 1}}, {}}}};
    for (const auto& shape : {two_points, not_numbers}) {
        EXPECT_NE(overlay::invalid_reason(shape), "");
        EXPECT_TRUE(overlay::make_valid(shape).empty());
        EXPECT_TRUE(overlay::unite(shape, shape).empty());
        EXPECT_TRUE(std::isinf(overlay::distance(shape, box(0, 0, 1, 1))));
    }
}

TEST(Overlay, UniteAllOfOverlappingAndTouchingParts)
{
    const auto all = overlay::unite_all({box(0, 0, 10, 10), box(10, 0, 10, 10), box(5, 0, 10, 10), {}});
    ASSERT_EQ(all.parts.size(), 1U);
    EXPECT_NEAR(planar_area(all), 200, 1e-6);
    EXPECT_TRUE(overlay::unite_all({}).empty());
}

TEST(Overlay, BuffersAndDistances)
{
    EXPECT_NEAR(planar_area(overlay::buffer(box(0, 0, 10, 10), 1)), 100 + 40 + M_PI, 0.05);
    EXPECT_TRUE(overlay::buffer(box(0, 0, 10, 10), -6).empty());
    const LineString line{{e0, n0}, {e0 + 100, n0}};
    EXPECT_NEAR(planar_area(overlay::buffer_line(line, 5)), 1000 + 25 * M_PI, 1);
    EXPECT_NEAR(overlay::distance(box(0, 0, 10, 10), box(13, 14, 1, 1)), 5, 1e-9);
    EXPECT_EQ(overlay::distance(box(0, 0, 10, 10), box(2, 2, 1, 1)), 0);
    EXPECT_NEAR(overlay::distance(box(20, 7, 1, 1), line), 7, 1e-9);
    EXPECT_TRUE(overlay::meets(box(0, 0, 10, 10), box(10, 0, 1, 1)));
    EXPECT_FALSE(overlay::meets(box(0, 0, 10, 10), box(10.1, 0, 1, 1)));
}

TEST(Overlay, SimplifyKeepsTheShapeValid)
{
    MultiPolygon stairs{{Polygon{{}, {}}}};
    for (int i = 0; i <= 100; ++i)
        stairs.parts[0].outer.push_back({e0 + i, n0 + (i % 2) * 0.1});
    stairs.parts[0].outer.push_back({e0 + 100, n0 + 20});
    stairs.parts[0].outer.push_back({e0, n0 + 20});
    const auto simple = overlay::simplify(stairs, 0.5);
    EXPECT_LT(simple.parts.at(0).outer.size(), 8U);
    EXPECT_EQ(overlay::invalid_reason(simple), "");
}

} // namespace
} // namespace didban
