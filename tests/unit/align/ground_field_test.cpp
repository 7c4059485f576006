#include "didban/align/displacement.h"
#include "didban/align/ground_field.h"
#include "scenery.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

constexpr GroundArea area{3, 2, 12, 12, {1.5, -2}};

Point true_field(double col, double row)
{
    return {1.5 + 0.7 * std::sin(0.006 * col + 0.002 * row), -2 + 0.7 * std::sin(0.003 * col - 0.006 * row + 1)};
}

/// Matches at random places of the area: a share on the ground, the rest on roofs of one to three storeys that stand
/// beside it by `lean` pixels a metre, and a tenth anywhere.
std::vector<SmallMatch> town(unsigned seed, double ground_share, const Point& lean)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit(0, 1);
    std::normal_distribution<double> error(0, 0.12);
    std::vector<SmallMatch> out;
    for (int k = 0; k < 6000; ++k) {
        SmallMatch m;
        m.col = ground_knot_px * (area.column + area.columns * unit(random));
        m.row = ground_knot_px * (area.row + area.rows * unit(random));
        const Point d = true_field(m.col, m.row);
        const double kind = unit(random);
        const double height = kind < ground_share ? 0 : 3.3 * (1 + std::floor(3 * unit(random)));
        m.shift = kind > 0.9 ? Point{d.x + 12 * unit(random) - 6, d.y + 12 * unit(random) - 6}
                             : Point{d.x + height * lean.x + error(random), d.y + height * lean.y + error(random)};
        out.push_back(m);
    }
    return out;
}

double error_of(const GroundFit& fit)
{
    const Displacement field = Displacement::spline(ground_knot_px, area.columns + 3, area.rows + 3, fit.control);
    double sum = 0;
    int count = 0;
    for (double y = 40; y < area.rows * ground_knot_px; y += 80)
        for (double x = 40; x < area.columns * ground_knot_px; x += 80, ++count) {
            const Point a = field.at(x, y),
                        b = true_field(x + ground_knot_px * area.column, y + ground_knot_px * area.row);
            sum += (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
        }
    return std::sqrt(sum / count);
}

TEST(GroundField, FindsTheGroundBelowAMajorityOfRoofs)
{
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const double direction = seed;
        const Point lean{0.5 * std::cos(direction), 0.5 * std::sin(direction)};
        const GroundFit fit = fit_ground(town(seed, 0.25, lean), area, lean);
        EXPECT_LT(error_of(fit), 0.15) << "seed " << seed;
        EXPECT_GT(fit.support, 1000) << "seed " << seed;
        EXPECT_NEAR(std::sqrt(fit.error2_sum / fit.error_weight), 0.12 * std::sqrt(2.0), 0.06) << "seed " << seed;
    }
}

TEST(GroundField, TheSideThatThingsLeanToIsSeenInWhatIsLeft)
{
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const double direction = 1.5 * seed;
        const Point lean{0.4 * std::cos(direction), 0.4 * std::sin(direction)};
        const GroundFit fit = fit_ground(town(seed, 0.4, lean), area, std::nullopt);
        const auto found = lean_direction(fit.beside);
        ASSERT_TRUE(found) << "seed " << seed;
        EXPECT_GT(found->x * std::cos(direction) + found->y * std::sin(direction),
                  std::cos(0.15) * std::hypot(found->x, found->y))
            << "seed " << seed;
    }
}

TEST(GroundField, TwoViewsFromOneSideShowNoLean)
{
    for (unsigned seed = 1; seed <= 4; ++seed)
        EXPECT_FALSE(lean_direction(fit_ground(town(seed, 0.4, {}), area, std::nullopt).beside)) << "seed " << seed;
}

TEST(GroundField, WithoutMatchesItIsTheUsualDisplacement)
{
    const GroundFit fit = fit_ground({}, area, std::nullopt);
    for (const Point& c : fit.control) {
        EXPECT_NEAR(c.x, area.usual.x, 0.3);
        EXPECT_NEAR(c.y, area.usual.y, 0.3);
    }
    EXPECT_EQ(fit.support, 0);
}

TEST(GroundMatches, SmallWindowsOfAMovedTownMatchWhereItWent)
{
    const test::Scenery scenery(5, 420);
    const PixelWindow core{0, 0, 280, 280};
    const Point moved{2.3, -3.6};
    const auto reference =
        scenery.seen(core.grown(small_window_margin), [](double x, double y) { return std::pair(x, y); });
    const auto target = scenery.seen(core.grown(small_window_margin + small_window_radius),
                                     [&](double x, double y) { return std::pair(x - moved.x, y - moved.y); });
    const auto matches = match_small_windows(reference, target, core);
    ASSERT_GT(matches.size(), 200U);
    const auto right = std::count_if(matches.begin(), matches.end(), [&](const SmallMatch& m) {
        return std::hypot(m.shift.x - moved.x, m.shift.y - moved.y) < 0.3;
    });
    EXPECT_GT(static_cast<double>(right), 0.8 * static_cast<double>(matches.size()));
    for (const SmallMatch& m : matches) {
        EXPECT_GE(m.col, core.x0);
        EXPECT_LT(m.col, core.x1());
    }
}

TEST(GroundMatches, NothingMatchesWhereNothingIsSeen)
{
    const PixelWindow core{0, 0, 140, 140};
    const Raster<float> flat(core.grown(small_window_margin), 5.0F),
        unseen(core.grown(small_window_margin + small_window_radius), std::nanf(""));
    EXPECT_TRUE(match_small_windows(flat, unseen, core).empty());
    const Raster<float> flat_too(core.grown(small_window_margin + small_window_radius), 7.0F);
    EXPECT_TRUE(match_small_windows(flat, flat_too, core).empty());
}

} // namespace
} // namespace didban
