#include "pipelines/watch/hidden_parcels.h"

#include <gtest/gtest.h>

#include <limits>

namespace didban {
namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();
const Period run{{2025, 5, 1}, {2025, 9, 1}};

RasterInfo grid()
{
    RasterInfo info;
    info.width = 40;
    info.height = 20;
    info.transform = GeoTransform::north_up_at(0, 40, 2);
    return info;
}

/// Over ten by ten pixels.
Parcel parcel()
{
    Parcel out;
    out.shape.parts = {{{{10, 10}, {30, 10}, {30, 30}, {10, 30}}, {}}};
    return out;
}

/// Sees the columns from one to another.
ReadPixels columns(std::int64_t from, std::int64_t to)
{
    return [from, to](const PixelWindow& window) {
        Raster<float> out(window, unseen);
        for (std::int64_t y = 0; y < window.height; ++y)
            for (std::int64_t x = 0; x < window.width; ++x)
                if (window.x0 + x >= from && window.x0 + x < to)
                    out.at(x, y) = 0.1F;
        return out;
    };
}

TEST(HiddenParcels, WhatTwoDatesShowCountsTogetherAndOnce)
{
    auto hidden = hidden_parcel(3, parcel(), grid(), columns(5, 9), run);
    ASSERT_TRUE(hidden);
    EXPECT_DOUBLE_EQ(hidden->share(), 0.4);
    EXPECT_EQ(hidden->between, run);
    EXPECT_EQ(newly_seen(*hidden, columns(7, 12), false), 30);
    EXPECT_DOUBLE_EQ(hidden->share(), 0.4);
    EXPECT_EQ(newly_seen(*hidden, columns(7, 12), true), 30);
    EXPECT_DOUBLE_EQ(hidden->share(), 0.7);
    EXPECT_EQ(newly_seen(*hidden, columns(7, 12), true), 0);
}

TEST(HiddenParcels, ASliverThatWasSeenSpeaksForNothing)
{
    const auto hidden = hidden_parcel(
        3, parcel(), grid(),
        [](const PixelWindow& window) {
            Raster<float> out(window, unseen);
            out.at(0, 0) = 0.1F;
            return out;
        },
        run);
    ASSERT_TRUE(hidden);
    EXPECT_DOUBLE_EQ(hidden->share(), 0);
    EXPECT_FALSE(hidden->between);
}

TEST(HiddenParcels, NoneWhereAllIsSeenOrNothingLiesOnTheGrid)
{
    EXPECT_FALSE(hidden_parcel(3, parcel(), grid(), columns(0, 40), run));
    Parcel elsewhere = parcel();
    for (Point& p : elsewhere.shape.parts.front().outer)
        p.x += 1000;
    EXPECT_FALSE(hidden_parcel(3, elsewhere, grid(), columns(0, 0), run));
}

TEST(HiddenParcels, TheDaysOfSeveralDatesAreThoseThatAllOfThemCover)
{
    HiddenParcel parcel;
    const Period early{{2025, 3, 1}, {2025, 6, 1}}, late{{2025, 6, 1}, {2025, 9, 1}};
    EXPECT_EQ(parcel.with(early), early);
    parcel.between = run;
    EXPECT_EQ(parcel.with(early), (Period{{2025, 5, 1}, {2025, 6, 1}}));
    parcel.between = early;
    EXPECT_EQ(parcel.with(late), std::nullopt);
}

TEST(HiddenParcels, CellsThatAWindowTouchesInsideTheScene)
{
    LatticeCells cells;
    add_cells({500, -20, 100, 600}, {0, 0, 1200, 1200}, cells);
    EXPECT_EQ(cells, (LatticeCells{{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
    cells.clear();
    add_cells({-50, -50, 40, 40}, {0, 0, 1200, 1200}, cells);
    EXPECT_TRUE(cells.empty());
}

} // namespace
} // namespace didban
