#include "didban/change/own_shadow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace didban {
namespace {

constexpr Point away_north{0, -2}; // the sun stands in the south, pixels of half a metre

/// A picture from rows of letters: R lit roof, s shadow, d dark roof, g ground.
struct Drawn {
    Raster<float> brightness;
    Raster<std::uint8_t> inside;

    /// `object`: 1 where the detector saw the object.
    Drawn(const std::vector<std::string>& rows, const std::vector<std::string>& object)
        : brightness(static_cast<std::int64_t>(rows[0].size()), static_cast<std::int64_t>(rows.size())),
          inside(brightness.window(), 0)
    {
        for (std::int64_t y = 0; y < inside.height(); ++y)
            for (std::int64_t x = 0; x < inside.width(); ++x) {
                const char c = rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)];
                brightness.at(x, y) = c == 'R' ? 1.5F : c == 'g' ? 1.0F : c == 'd' ? 0.3F : 0.1F;
                inside.at(x, y) = object[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] == '1' ? 1 : 0;
            }
    }
    [[nodiscard]] std::string shape() const
    {
        std::string out;
        for (std::int64_t y = 0; y < inside.height(); ++y) {
            for (std::int64_t x = 0; x < inside.width(); ++x)
                out += inside.at(x, y) != 0 ? '1' : '0';
            out += '\n';
        }
        return out;
    }
};

const std::vector<std::string> all_but_rim{"000000000", "011111110", "011111110", "011111110", "011111110",
                                           "011111110", "011111110", "011111110", "000000000"};

TEST(OwnShadow, IsTakenOffTheSideAwayFromTheSun)
{
    Drawn d({"ggggggggg", "gsssssssg", "gsssssssg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg",
             "ggggggggg"},
            all_but_rim);
    EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 14);
    EXPECT_EQ(d.shape(), "000000000\n000000000\n000000000\n011111110\n011111110\n011111110\n011111110\n011111110\n"
                         "000000000\n");
}

TEST(OwnShadow, OfAStairhouseStaysAmidTheRoof)
{
    Drawn d({"ggggggggg", "gRRRRRRRg", "gRRRRRRRg", "gRRsssRRg", "gRRsssRRg", "gRRsssRRg", "gRRRRRRRg", "gRRRRRRRg",
             "ggggggggg"},
            all_but_rim);
    EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 0);
}

TEST(OwnShadow, IsNoneWhereTheSunIsOnTheSameSide)
{
    // What is dark on the side towards the sun is shaded by something else.
    Drawn d({"ggggggggg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gsssssssg", "gsssssssg",
             "ggggggggg"},
            all_but_rim);
    EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 0);
}

TEST(OwnShadow, LeavesDarkObjectsWhole)
{
    Drawn d({"ggggggggg", "gdddddddg", "gdddddddg", "gdddddddg", "gdddddddg", "gdddddddg", "gRRRRRRRg", "gRRRRRRRg",
             "ggggggggg"},
            all_but_rim);
    EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 0);
}

TEST(OwnShadow, LeavesWhatWasNotSeen)
{
    Drawn d({"ggggggggg", "gsssssssg", "gsssssssg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg", "gRRRRRRRg",
             "ggggggggg"},
            all_but_rim);
    d.brightness = Raster<float>(d.inside.window(), std::nanf(""));
    EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 0);
}

class OwnShadowLaw : public testing::TestWithParam<unsigned> {};

TEST_P(OwnShadowLaw, TakesDarkPixelsOnlyAndAgainTakesNothing)
{
    std::mt19937 random(GetParam());
    const auto draw = [&](double a, double b) { return std::uniform_real_distribution<>(a, b)(random); };
    Raster<float> brightness(40, 40);
    Raster<std::uint8_t> inside(40, 40, 0);
    const double depth = draw(8, 20), strip = draw(2, 6);
    for (std::int64_t y = 0; y < 40; ++y)
        for (std::int64_t x = 0; x < 40; ++x) {
            const auto row = static_cast<double>(y);
            const bool roof = x >= 8 && x < 30 && row >= 10 && row < 10 + depth;
            const bool shadow = x >= 8 && x < 30 && row < 10 && row >= 10 - strip;
            brightness.at(x, y) = static_cast<float>((roof ? 1.6 : shadow ? 0.2 : 1.0) + draw(-0.1, 0.1));
            inside.at(x, y) = roof || shadow ? 1 : 0;
        }
    const Raster<std::uint8_t> before = inside;
    const auto taken = take_off_own_shadow(brightness, {draw(-0.5, 0.5), -2}, inside);
    std::int64_t gone = 0;
    for (std::int64_t y = 0; y < 40; ++y)
        for (std::int64_t x = 0; x < 40; ++x) {
            ASSERT_LE(inside.at(x, y), before.at(x, y));
            if (inside.at(x, y) == before.at(x, y))
                continue;
            ++gone;
            EXPECT_LT(brightness.at(x, y), 0.45F);
        }
    EXPECT_EQ(gone, taken);
    EXPECT_GT(taken, 0);
    EXPECT_EQ(take_off_own_shadow(brightness, {0, -2}, inside), 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, OwnShadowLaw, testing::Range(1U, 21U));

} // namespace
} // namespace didban
