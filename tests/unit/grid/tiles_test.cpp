#include "didban/grid/tiles.h"

#include "didban/base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace didban {
namespace {

TEST(Split, CoversEveryPixelOnceWhateverTheSize)
{
    for (const std::int64_t size : {1, 3, 7, 512}) {
        std::vector<int> seen(20 * 13, 0);
        for (const PixelWindow& tile : split(20, 13, size)) {
            EXPECT_FALSE(tile.empty());
            for (auto y = tile.y0; y < tile.y1(); ++y)
                for (auto x = tile.x0; x < tile.x1(); ++x)
                    ++seen[static_cast<std::size_t>(y * 20 + x)];
        }
        EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](int n) { return n == 1; })) << "size " << size;
    }
}

TEST(Split, GoesRowByRow)
{
    const auto tiles = split(1030, 600);
    ASSERT_EQ(tiles.size(), 6U);
    EXPECT_EQ(tiles[1], (PixelWindow{512, 0, 512, 512}));
    EXPECT_EQ(tiles[2], (PixelWindow{1024, 0, 6, 512}));
    EXPECT_EQ(tiles[3], (PixelWindow{0, 512, 512, 88}));
}

TEST(Split, OfNothingIsNothing)
{
    EXPECT_TRUE(split(0, 10).empty());
}

TEST(Split, RefusesTilesWithoutSize)
{
    EXPECT_THROW((void)split(10, 10, 0), Error);
}

} // namespace
} // namespace didban
