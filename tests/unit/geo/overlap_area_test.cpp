#include "didban/geo/overlap_area.h"
#include "didban/geo/overlay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

MultiPolygon star(std::mt19937& random, double x, double y)
{
    MultiPolygon shape{{Polygon{{}, {}}}};
    const int corners = 4 + static_cast<int>(random() % 9);
    for (int i = 0; i < corners; ++i) {
        const double t = 2 * M_PI * i / corners, radius = 2 + static_cast<double>(random() % 80) / 10;
        shape.parts[0].outer.push_back({x + radius * std::cos(t), y + radius * std::sin(t)});
    }
    shape.parts[0].holes.push_back({{x - 0.3, y - 0.3}, {x + 0.3, y - 0.2}, {x, y + 0.4}});
    return shape;
}

TEST(OverlapArea, SquaresByHand)
{
    const MultiPolygon a{{Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {}}}};
    EXPECT_DOUBLE_EQ(overlap_area(a, a), 16);
    EXPECT_DOUBLE_EQ(overlap_area(a, a, 1, 2), 6);
    EXPECT_DOUBLE_EQ(overlap_area(a, a, 4, 0), 0);
    EXPECT_DOUBLE_EQ(overlap_area(a, {}), 0);
    const MultiPolygon ring{{Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {{{1, 1}, {3, 1}, {3, 3}, {1, 3}}}}}};
    EXPECT_DOUBLE_EQ(overlap_area(ring, a), 12);
    EXPECT_DOUBLE_EQ(overlap_area(ring, ring), 12);
}

class OverlapLaw : public testing::TestWithParam<unsigned> {};

TEST_P(OverlapLaw, EqualsTheAreaOfTheIntersection)
{
    std::mt19937 random(GetParam());
    const double x = 500000, y = 4266000; // as in UTM
    const MultiPolygon a = star(random, x, y), b = star(random, x + static_cast<double>(random() % 12), y + 3);
    EXPECT_NEAR(overlap_area(a, b), planar_area(overlay::intersection(a, b)), 0.03) << "seed " << GetParam();
    EXPECT_NEAR(overlap_area(a, b), overlap_area(b, a), 1e-6) << "seed " << GetParam();
    EXPECT_NEAR(overlap_area(a, a), planar_area(a), 1e-6) << "seed " << GetParam();
}
INSTANTIATE_TEST_SUITE_P(Seeds, OverlapLaw, testing::Range(1U, 41U));

} // namespace
} // namespace didban
