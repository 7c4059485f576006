#include "didban/change/height_detector.h"

#include <gtest/gtest.h>

#include <cmath>

namespace didban {
namespace {

/// A flat scene with a block of `height` metres on the given columns and rows.
Raster<float> scene(std::int64_t x0, std::int64_t x1, float height)
{
    Raster<float> out(PixelWindow{-3, -3, 46, 46}, 1500.0F);
    for (std::int64_t y = 10; y < 30; ++y)
        for (std::int64_t x = x0; x < x1; ++x)
            out.at(x + 3, y + 3) = 1500 + height;
    return out;
}

PairCell pair(Raster<float> before, Raster<float> after)
{
    PairCell out{{0, 0, 40, 40}, {}, {}};
    out.before.push_back(std::move(before));
    out.after.push_back(std::move(after));
    return out;
}

TEST(HeightDetector, SeesWhatRoseAndWhatFell)
{
    const HeightDetector detector(0.5);
    const auto built = detector.detect(pair(scene(0, 0, 0), scene(10, 30, 6)));
    EXPECT_GT(built.change.at(20, 20), 0.99);
    EXPECT_GT(built.appeared.at(20, 20), 0.5);
    EXPECT_LT(built.change.at(2, 2), 0.05);
    const auto razed = detector.detect(pair(scene(10, 30, 6), scene(0, 0, 0)));
    EXPECT_GT(razed.change.at(20, 20), 0.99);
    EXPECT_LT(razed.appeared.at(20, 20), 0.5);
}

TEST(HeightDetector, ARoofEdgeThatMovedByTheResidualIsNoChange)
{
    const auto moved = HeightDetector(1.0).detect(pair(scene(10, 30, 9), scene(11, 31, 9)));
    for (const float v : moved.change.pixels())
        ASSERT_LT(v, 0.05);
}

TEST(HeightDetector, MissingHeightsStayUnseen)
{
    Raster<float> after = scene(10, 30, 6);
    after.at(23, 23) = std::nanf("");
    const auto found = HeightDetector(0.5).detect(pair(scene(0, 0, 0), after));
    EXPECT_TRUE(std::isnan(found.change.at(20, 20)));
}

} // namespace
} // namespace didban
