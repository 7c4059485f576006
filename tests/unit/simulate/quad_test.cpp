#include "didban/simulate/quad.h"

#include "didban/simulate/random.h"

#include <gtest/gtest.h>

namespace didban::simulate {

constexpr Quad plot{Point{0, 0}, Point{10, 0}, Point{10, 25}, Point{0, 25}};

TEST(Quad, MeasuresARectangle)
{
    EXPECT_DOUBLE_EQ(area(plot), 250);
    EXPECT_DOUBLE_EQ(width(plot), 10);
    EXPECT_DOUBLE_EQ(length(plot), 25);
    EXPECT_DOUBLE_EQ(area(part(plot, {0, 0.4, 1, 1})), 150);
    EXPECT_DOUBLE_EQ(area(inset(plot, {1, 2, 3, 4})), 4 * 21);
    EXPECT_DOUBLE_EQ(area(inset(plot, {0, 0, -2, 0})), 270);
}

TEST(Quad, SharedAreaIsCutAtTheEdges)
{
    EXPECT_DOUBLE_EQ(shared_area(ring(part(plot, {0.5, 0.5, 1.5, 1.5})), plot), 5 * 12.5);
    EXPECT_DOUBLE_EQ(shared_area(ring(part(plot, {1.1, 0, 2, 1})), plot), 0);
    EXPECT_DOUBLE_EQ(shared_area(ring(part(plot, {0.2, 0.2, 0.4, 0.4})), plot), 2 * 5);
}

// What lies inside and what lies beyond the north edge make up the whole.
TEST(Quad, PartsOfACrookedQuadAddUp)
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random r(seed, Purpose::Plot);
        Quad crooked = plot;
        for (Point& p : crooked) {
            p.x += r.uniform(-2, 2);
            p.y += r.uniform(-2, 2);
        }
        const Ring building = ring(part(crooked, {0.1, r.uniform(0, 0.5), 0.9, r.uniform(0.6, 1.3)}));
        const double inside_m2 = shared_area(building, crooked),
                     beyond_m2 = shared_area(building, part(crooked, {0, 1, 1, 2}));
        EXPECT_NEAR(inside_m2 + beyond_m2, std::abs(signed_area(building)), 1e-9) << "seed " << seed;
    }
}

} // namespace didban::simulate
