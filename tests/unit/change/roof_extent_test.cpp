#include "didban/change/roof_extent.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace didban {
namespace {

constexpr double gsd = 0.5;

/// A pair of two bands from rows of letters: R roof in the object, r the same roof outside of it; p pavement as bright
/// as the roof, as it was before; n something new of another colour; g ground; d dark roof in the object, s shadow that
/// looks as it does; ? roof that was not seen before. Every pixel has noise of its own.
struct Built {
    ScaledPair pair;
    Raster<std::uint8_t> inside, elsewhere;

    explicit Built(const std::vector<std::string>& rows, unsigned seed = 1)
        : inside(static_cast<std::int64_t>(rows[0].size()), static_cast<std::int64_t>(rows.size())),
          elsewhere(inside.window(), 0)
    {
        pair.before.assign(2, Raster<float>(inside.window()));
        pair.after = pair.before;
        std::mt19937 random(seed);
        std::uniform_real_distribution<float> noise(-0.04F, 0.04F);
        for (std::size_t i = 0; i < inside.size(); ++i) {
            const char c = rows[i / rows[0].size()][i % rows[0].size()];
            inside.data()[i] = c == 'R' || c == 'd' ? 1 : 0;
            const bool roof = c == 'R' || c == 'r' || c == 'p' || c == '?', dark = c == 'd' || c == 's';
            for (std::size_t b = 0; b < 2; ++b) {
                const float now = roof ? 1.6F : dark ? 0.2F : c == 'n' ? 1.6F + static_cast<float>(b) : 1.0F;
                pair.before[b].data()[i] = c == '?' ? std::nanf("") : c == 'p' ? 1.6F : 1.0F + noise(random);
                pair.after[b].data()[i] = now + noise(random);
            }
        }
    }
    std::int64_t complete() { return add_rest_of_roof(pair, elsewhere, gsd, inside); }
    [[nodiscard]] std::int64_t pixels() const
    {
        return std::count(inside.pixels().begin(), inside.pixels().end(), std::uint8_t{1});
    }
};

/// A roof of 12 × 10 pixels in a field of ground, with `strip` (12 letters) in `deep` rows before it.
std::vector<std::string> roof_and(const std::string& strip, int deep, char roof = 'R')
{
    std::vector<std::string> out(12, std::string(24, 'g'));
    for (int k = 0; k < deep; ++k)
        out[static_cast<std::size_t>(11 - k)].replace(6, 12, strip);
    for (int k = 0; k < 10; ++k)
        out.push_back(std::string(6, 'g') + std::string(12, roof) + std::string(6, 'g'));
    out.insert(out.end(), 12, std::string(24, 'g'));
    return out;
}

class StripOfARoof : public testing::TestWithParam<unsigned> {};

TEST_P(StripOfARoof, BeyondItsPlotIsAdded)
{
    Built b(roof_and(std::string(12, 'r'), 5), GetParam());
    const std::int64_t added = b.complete();
    EXPECT_GE(added, 50) << "of 60, seed " << GetParam();
    EXPECT_LE(added, 60) << "seed " << GetParam();
    EXPECT_EQ(b.pixels(), 120 + added);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StripOfARoof, testing::Range(1U, 6U));

TEST(RoofExtent, IsFourMetresMoreAtMost)
{
    Built b(roof_and(std::string(12, 'r'), 12));
    const std::int64_t added = b.complete();
    EXPECT_GE(added, 12 * 7);
    EXPECT_LE(added, 12 * 8);
    for (std::int64_t row = 0; row < 4; ++row)
        for (std::int64_t col = 0; col < b.inside.width(); ++col)
            ASSERT_EQ(b.inside.at(col, row), 0);
}

TEST(RoofExtent, WhatLooksOtherwiseOrAlwaysDidIsNoPartOfIt)
{
    EXPECT_EQ(Built(roof_and(std::string(12, 'p'), 5)).complete(), 0) << "pavement";
    EXPECT_EQ(Built(roof_and(std::string(12, 'n'), 5)).complete(), 0) << "another colour";
    EXPECT_EQ(Built(roof_and(std::string(12, '?'), 5)).complete(), 0) << "not seen before";
    EXPECT_EQ(Built(roof_and(std::string(12, 'g'), 5)).complete(), 0) << "ground";
    EXPECT_EQ(Built(roof_and(std::string(12, 's'), 5, 'd')).complete(), 0) << "shadow beside a dark roof";
}

TEST(RoofExtent, KeepsTheRoofARectangle)
{
    EXPECT_EQ(Built(roof_and("rrrrrggggggg", 5)).complete(), 0);
    EXPECT_EQ(Built(roof_and("grrggggggrrg", 5)).complete(), 0) << "strips a metre wide";
}

TEST(RoofExtent, LeavesAloneWhatIsMarked)
{
    Built b(roof_and(std::string(12, 'r'), 5));
    for (std::size_t i = 0; i < b.elsewhere.size(); ++i)
        b.elsewhere.data()[i] = b.inside.data()[i] == 0 ? 1 : 0;
    EXPECT_EQ(b.complete(), 0);
}

TEST(RoofExtent, OfAnObjectWithoutPixelsIsNone)
{
    EXPECT_EQ(Built(std::vector<std::string>(9, "ggggggggg")).complete(), 0);
}

} // namespace
} // namespace didban
