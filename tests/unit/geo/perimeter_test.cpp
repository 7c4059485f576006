#include "didban/geo/perimeter.h"

#include <gtest/gtest.h>

using namespace didban;

TEST(Perimeter, CountsEveryRingOnceAndClosesIt)
{
    const Ring square{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, hole{{4, 4}, {4, 6}, {7, 6}, {7, 4}}, far{{20, 0}, {23, 4}};
    EXPECT_DOUBLE_EQ(perimeter(square), 40);
    EXPECT_DOUBLE_EQ(perimeter(MultiPolygon{{{square, {hole}}, {far, {}}}}), 40 + 10 + 10);
    EXPECT_EQ(perimeter(MultiPolygon{}), 0);
    EXPECT_EQ(perimeter(Ring{}), 0);
}
