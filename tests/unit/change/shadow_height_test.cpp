#include "didban/change/shadow_height.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace didban {
namespace {

constexpr double degree = std::numbers::pi / 180;

struct Block {
    double height_m, width_m, depth_m, turn;
    float roof{1.3F};
};

/// A flat-roofed block on level ground, seen from straight above, on pixels of `gsd`: ground 1, shadow 0.15.
struct Picture {
    Raster<float> brightness;
    Raster<std::uint8_t> inside;
    Point away;

    Picture(const Block& block, const SunAndView& sun, double gsd)
        : brightness(160, 160),
          inside(160, 160, 0), away{-std::sin(sun.azimuth * degree) / gsd, std::cos(sun.azimuth * degree) / gsd}
    {
        const double length = block.height_m / std::tan(sun.elevation * degree), across = std::hypot(away.x, away.y);
        constexpr int fine = 3;
        for (std::int64_t y = 0; y < 160; ++y)
            for (std::int64_t x = 0; x < 160; ++x) {
                double sum = 0;
                for (int k = 0; k < fine * fine; ++k) {
                    const double u = (static_cast<double>(x) - 80 + (k % fine + 0.5) / fine) * gsd,
                                 v = (static_cast<double>(y) - 80 + (k / fine + 0.5) / fine) * gsd;
                    bool shaded = false;
                    for (double s = 0; s < length && !shaded; s += 0.25)
                        shaded = roof(block, u - s * away.x / across, v - s * away.y / across);
                    sum += roof(block, u, v) ? static_cast<double>(block.roof) : shaded ? 0.15 : 1.0;
                }
                brightness.at(x, y) = static_cast<float>(sum / (fine * fine));
                inside.at(x, y) =
                    roof(block, (static_cast<double>(x) - 79.5) * gsd, (static_cast<double>(y) - 79.5) * gsd);
            }
    }
    static bool roof(const Block& b, double u, double v)
    {
        const double c = std::cos(b.turn), s = std::sin(b.turn);
        return std::abs(c * u + s * v) < b.width_m / 2 && std::abs(c * v - s * u) < b.depth_m / 2;
    }
};

TEST(ShadowHeight, OfBlocksIsWithinItsOwnUncertainty)
{
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        const auto uniform = [&](double a, double b) { return std::uniform_real_distribution<>(a, b)(random); };
        const Block block{uniform(3, 15), uniform(9, 16), uniform(9, 16), uniform(0, 1.5)};
        const SunAndView sun{uniform(90, 270), uniform(30, 60), 0.0};
        const Picture picture(block, sun, 0.5);
        const auto found = height_from_shadow(picture.brightness, picture.inside, picture.away, 0.5, sun);
        ASSERT_TRUE(found) << "seed " << seed;
        EXPECT_NEAR(found->height_m, block.height_m, 2.5 * found->sigma_m) << "seed " << seed;
        EXPECT_LT(found->sigma_m, 1.2 + 0.2 * block.height_m) << "seed " << seed;
    }
}

TEST(ShadowHeight, ALeaningViewIsLessCertain)
{
    SunAndView sun{150, 45, 0.0};
    const Picture picture({9, 12, 12, 0}, sun, 0.5);
    const auto straight = height_from_shadow(picture.brightness, picture.inside, picture.away, 0.5, sun);
    sun.off_nadir = 12;
    const auto leaning = height_from_shadow(picture.brightness, picture.inside, picture.away, 0.5, sun);
    sun.off_nadir.reset();
    const auto unknown = height_from_shadow(picture.brightness, picture.inside, picture.away, 0.5, sun);
    ASSERT_TRUE(straight && leaning && unknown);
    EXPECT_GT(leaning->sigma_m, straight->sigma_m + 0.3);
    EXPECT_GT(unknown->sigma_m, straight->sigma_m + 0.3);
}

TEST(ShadowHeight, IsNotMeasuredWhereItCannotBe)
{
    const SunAndView sun{150, 45, 5.0}, noon{150, 75, 5.0}, evening{150, 10, 5.0};
    const Picture picture({9, 12, 12, 0}, sun, 0.5);
    const auto measure = [&](const Picture& p, const SunAndView& s) {
        return height_from_shadow(p.brightness, p.inside, p.away, 0.5, s).has_value();
    };
    EXPECT_TRUE(measure(picture, sun));
    EXPECT_FALSE(measure(picture, noon));
    EXPECT_FALSE(measure(picture, evening));
    EXPECT_FALSE(measure(Picture({9, 12, 12, 0, 0.2F}, sun, 0.5), sun)) << "a roof as dark as its shadow";
    EXPECT_FALSE(measure(Picture({0.3, 12, 12, 0}, sun, 0.5), sun)) << "a carpet casts no shadow";

    Picture unseen = picture;
    for (std::int64_t x = 0; x < 160; ++x)
        for (std::int64_t y = 55; y < 66; ++y)
            unseen.brightness.at(x, y) = std::nanf("");
    EXPECT_FALSE(measure(unseen, sun)) << "cloud over the shadow";

    // Things of many heights that the shadow falls on: no two rays agree.
    Picture rough = picture;
    std::mt19937 random(3);
    for (std::int64_t x = 0; x < 160; ++x) {
        const auto cut = std::uniform_int_distribution<std::int64_t>(50, 68)(random);
        for (std::int64_t y = 0; y < cut; ++y)
            rough.brightness.at(x, y) = 1;
    }
    EXPECT_FALSE(measure(rough, sun));
}

} // namespace
} // namespace didban
