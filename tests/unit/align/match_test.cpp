#include "didban/align/tie_point.h"
#include "scenery.h"

#include <gtest/gtest.h>

#include <limits>

namespace didban {
namespace {

constexpr PixelWindow window{100, 100, 64, 64};

Raster<float> reference_of(const test::Scenery& town)
{
    return town.seen(window.grown(match_margin), [](double x, double y) { return std::pair{x, y}; });
}

/// Content of the town moved by (dx, dy): what stood at p now stands at p + d.
Raster<float> target_of(const test::Scenery& town, double dx, double dy)
{
    return town.seen(window.grown(match_margin + MatchOptions{}.radius), [=](double x, double y) {
        return std::pair{x - dx, y - dy};
    });
}

TEST(MatchWindows, FindsSubPixelShiftsWithoutPullToWholePixels)
{
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const test::Scenery town(seed, 270);
        for (const auto& [dx, dy] : {std::pair{0.0, 0.0}, {0.5, -0.5}, {1.3, 2.6}, {-2.9, 0.2}, {3.4, -3.1}}) {
            TiePoint p;
            match_windows(reference_of(town), target_of(town, dx, dy), {}, p);
            EXPECT_EQ(p.outcome, TieOutcome::Used) << "seed " << seed;
            EXPECT_NEAR(p.shift.x, dx, 0.05) << "seed " << seed;
            EXPECT_NEAR(p.shift.y, dy, 0.05) << "seed " << seed;
        }
    }
}

TEST(MatchWindows, DoesNotCareForGainOffsetAndNoise)
{
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const test::Scenery town(seed, 270);
        Raster<float> target = target_of(town, 1.25, -0.75);
        std::mt19937 random(seed);
        std::normal_distribution<float> noise(0, 4);
        for (float& v : target.pixels())
            v = 0.4F * v + 900 + noise(random);
        TiePoint p;
        match_windows(reference_of(town), target, {}, p);
        EXPECT_EQ(p.outcome, TieOutcome::Used) << "seed " << seed;
        EXPECT_NEAR(p.shift.x, 1.25, 0.2) << "seed " << seed;
        EXPECT_NEAR(p.shift.y, -0.75, 0.2) << "seed " << seed;
    }
}

TEST(MatchWindows, SaysWhyAPointFailed)
{
    const test::Scenery town(3, 270), elsewhere(4, 270);
    const Raster<float> reference = reference_of(town);
    TiePoint p;
    match_windows(reference, target_of(elsewhere, 0, 0), {}, p);
    EXPECT_NE(p.outcome, TieOutcome::Used);

    p = {};
    Raster<float> clouded = target_of(town, 0, 0);
    std::fill(clouded.pixels().begin(), clouded.pixels().begin() + 3500, std::numeric_limits<float>::quiet_NaN());
    match_windows(reference, clouded, {}, p);
    EXPECT_EQ(p.outcome, TieOutcome::Masked);

    p = {};
    const Raster<float> even(reference.window(), 7);
    match_windows(even, Raster<float>(reference.window().grown(5), 7), {}, p);
    EXPECT_EQ(p.outcome, TieOutcome::Flat);

    // A single straight edge says nothing about the shift along it.
    p = {};
    const auto edge = [](const PixelWindow& w) {
        Raster<float> image(w);
        for (std::int64_t r = 0; r < w.height; ++r)
            for (std::int64_t c = 0; c < w.width; ++c)
                image.at(c, r) = w.x0 + c < 132 ? 20 : 200;
        return image;
    };
    match_windows(edge(reference.window()), edge(reference.window().grown(5)), {}, p);
    EXPECT_NE(p.outcome, TieOutcome::Used);

    p = {};
    match_windows(reference, target_of(town, 5, 0), {}, p);
    EXPECT_EQ(p.outcome, TieOutcome::EdgeOfSearch);
}

TEST(MatchWindows, MissingPixelsDoNotPull)
{
    const test::Scenery town(9, 270);
    const Raster<float> reference = reference_of(town);
    Raster<float> target = target_of(town, 0.6, 1.4);
    for (std::int64_t r = 0; r < target.height(); ++r)
        for (std::int64_t c = 0; c < 25; ++c)
            target.at(c, r) = std::numeric_limits<float>::quiet_NaN();
    TiePoint p;
    match_windows(reference, target, {}, p);
    EXPECT_EQ(p.outcome, TieOutcome::Used);
    EXPECT_NEAR(p.shift.x, 0.6, 0.1);
    EXPECT_NEAR(p.shift.y, 1.4, 0.1);
}

} // namespace
} // namespace didban
