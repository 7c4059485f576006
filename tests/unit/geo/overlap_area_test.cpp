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

/// A street network as one polygon: teeth of 2 m, 4 m apart, on a bar of 1 m.
MultiPolygon comb(double x0, double y0, double height, int teeth)
{
    Ring ring{{x0, y0}};
    for (int k = 0; k < teeth; ++k) {
        const double x = x0 + 4 * k;
        ring.insert(ring.end(), {{x, y0 + height}, {x + 2, y0 + height}, {x + 2, y0 + 1}, {x + 4, y0 + 1}});
    }
    ring.push_back({x0 + 4 * teeth, y0});
    return {{Polygon{ring, {}}}};
}

TEST(OverlapArea, CombsOfManyTeethByHand)
{
    const int teeth = 50'000;
    // Per tooth the bars share 4 m², the teeth above them 1 m × 19 m; the last metre of the second bar stands alone.
    EXPECT_NEAR(overlap_area(comb(0, 0, 50, teeth), comb(1, 0, 20, teeth)), teeth * (4.0 + 19.0) - 1, 1e-2);
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
