#include "didban/geo/fill_polygon.h"

#include "didban/grid/tiles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace didban {
namespace {

TEST(FillPolygon, WindowByWindowIsTheWhole)
{
    Polygon shape;
    shape.outer = {{-5, 3}, {17, 1}, {24, 30}, {9, 12}, {-5, 3}};
    shape.holes = {{{8, 4}, {12, 4}, {12, 8}, {8, 8}, {8, 4}}};
    constexpr GeoTransform pixels{{0, 1, 0, 0, 0, 1}};
    Raster<float> whole(20, 25);
    fill_polygon(whole, shape, pixels, 7.0F);
    EXPECT_EQ(whole.at(10, 6), 0);
    EXPECT_EQ(whole.at(5, 4), 7);
    for (const PixelWindow& window : split(20, 25, 8)) {
        Raster<float> part(window);
        fill_polygon(part, shape, pixels, 7.0F);
        const Raster<float> cut = whole.cut(window);
        ASSERT_TRUE(std::equal(part.pixels().begin(), part.pixels().end(), cut.pixels().begin()));
    }
}

} // namespace
} // namespace didban
