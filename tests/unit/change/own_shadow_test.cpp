#include "didban/change/own_shadow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace didban {
namespace {

constexpr Point away_north{0, -2}; // the sun stands in the south, pixels of half a metre

/// A picture from rows of letters: R lit roof, s shadow, d dark roof, g ground, ? not seen. All but the ground lies in
/// the object.
struct Drawn {
    Raster<float> brightness;
    Raster<std::uint8_t> inside;

    explicit Drawn(const std::vector<std::string>& rows)
        : brightness(static_cast<std::int64_t>(rows[0].size()), static_cast<std::int64_t>(rows.size())),
          inside(brightness.window(), 0)
    {
        for (std::size_t i = 0; i < brightness.size(); ++i) {
            const char c = rows[i / rows[0].size()][i % rows[0].size()];
            brightness.data()[i] = c == 'R'   ? 1.5F
                                   : c == 'g' ? 1.0F
                                   : c == 'd' ? 0.3F
                                   : c == 's' ? 0.1F
                                              : std::nanf("");
            inside.data()[i] = c == 'g' ? 0 : 1;
        }
    }
};

std::vector<std::string> times(int n, const std::string& row)
{
    return std::vector<std::string>(static_cast<std::size_t>(n), row);
}

std::vector<std::string> stacked(std::initializer_list<std::vector<std::string>> parts)
{
    std::vector<std::string> out;
    for (const auto& part : parts)
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

TEST(OwnShadow, IsTakenOffTheSideAwayFromTheSun)
{
    const auto rows = stacked({{"ggggggggg"}, times(2, "gsssssssg"), times(5, "gRRRRRRRg"), {"ggggggggg"}});
    Drawn d(rows);
    EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 14);
    for (std::size_t i = 0; i < d.inside.size(); ++i)
        EXPECT_EQ(d.inside.data()[i], rows[i / 9][i % 9] == 'R' ? 1 : 0) << "pixel " << i;
}

TEST(OwnShadow, IsToldFromWhatIsDarkOtherwise)
{
    struct Case {
        const char* what;
        std::vector<std::string> rows;
    };
    const std::vector<Case> cases{
        {"a stairhouse's shadow amid the roof",
         stacked({{"ggggggggg"}, times(2, "gRRRRRRRg"), times(3, "gRRsssRRg"), times(2, "gRRRRRRRg"), {"ggggggggg"}})},
        {"dark on the side towards the sun: shaded by something else",
         stacked({{"ggggggggg"}, times(5, "gRRRRRRRg"), times(2, "gsssssssg"), {"ggggggggg"}})},
        {"a dark roof with lit fixtures",
         stacked({{"ggggggggg"}, times(3, "gdddddddg"), times(2, "gdRRdRRdg"), times(3, "gdddddddg"), {"ggggggggg"}})},
        {"a dark roof of 7 m beside a larger lit one",
         stacked({{"ggggggggg"}, times(14, "gdddddddg"), times(30, "gRRRRRRRg"), {"ggggggggg"}})},
        {"not seen", times(9, "g???????g")},
    };
    for (const Case& c : cases) {
        Drawn d(c.rows);
        EXPECT_EQ(take_off_own_shadow(d.brightness, away_north, d.inside), 0) << c.what;
    }
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
