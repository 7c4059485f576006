#include "didban/grid/rectangles_around.h"

#include <gtest/gtest.h>

#include <random>

namespace didban {
namespace {

std::int64_t cost(const std::vector<PixelWindow>& parts, std::int64_t square, std::int64_t margin)
{
    std::int64_t sum = 0;
    for (const PixelWindow& w : parts)
        sum += (w.width * square + 2 * margin) * (w.height * square + 2 * margin);
    return sum;
}

TEST(RectanglesAround, NothingMarkedNeedsNoWindow)
{
    EXPECT_TRUE(rectangles_around(Raster<std::uint8_t>(8, 8), 64, 60).empty());
}

TEST(RectanglesAround, TwoFarMarksAreCutApartAndNearOnesAreNot)
{
    Raster<std::uint8_t> marks(8, 8);
    marks.at(0, 0) = marks.at(7, 6) = 1;
    EXPECT_EQ(rectangles_around(marks, 64, 60), (std::vector<PixelWindow>{{0, 0, 1, 1}, {7, 6, 1, 1}}));
    marks = Raster<std::uint8_t>(8, 8);
    marks.at(3, 3) = marks.at(4, 4) = 1;
    EXPECT_EQ(rectangles_around(marks, 64, 60), (std::vector<PixelWindow>{{3, 3, 2, 2}}));
}

TEST(RectanglesAround, EveryMarkIsHeldOnceAtNoMoreThanTheCostOfOneWindow)
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const std::int64_t width = 1 + static_cast<std::int64_t>(random() % 9),
                           height = 1 + static_cast<std::int64_t>(random() % 9),
                           margin = static_cast<std::int64_t>(random() % 120);
        Raster<std::uint8_t> marks(width, height);
        for (std::uint8_t& mark : marks.pixels())
            mark = random() % 6 == 0 ? 1 : 0;
        const std::vector<PixelWindow> parts = rectangles_around(marks, 64, margin);
        Raster<std::uint8_t> held(width, height);
        for (const PixelWindow& w : parts) {
            ASSERT_EQ(w.cut_to(marks.window()), w) << "round " << round;
            for (std::int64_t y = w.y0; y < w.y1(); ++y)
                for (std::int64_t x = w.x0; x < w.x1(); ++x)
                    ++held.at(x, y);
        }
        for (std::size_t i = 0; i < marks.size(); ++i) {
            ASSERT_LE(held.data()[i], 1) << "round " << round;
            ASSERT_GE(held.data()[i], marks.data()[i]) << "round " << round;
        }
        ASSERT_LE(cost(parts, 64, margin), cost({marks.window()}, 64, margin)) << "round " << round;
    }
}

} // namespace
} // namespace didban
