#include "didban/objects/object_sieve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace didban {
namespace {

constexpr float unseen = std::numeric_limits<float>::quiet_NaN();

struct Sieved {
    std::vector<Component> objects;
    std::vector<PixelRun> faint;
};

Sieved sieve(const Raster<float>& map, const ObjectDemand& demand)
{
    Sieved out;
    ObjectSieve s(map.window().width, 1, demand, [&](Component&& c) { out.objects.push_back(std::move(c)); });
    for (std::int64_t row = 0; row < map.window().height; ++row) {
        const std::array<std::span<const float>, 1> planes{map.row(row)};
        s.add_row(map.row(row), planes);
    }
    out.faint = s.finish();
    number_components(out.objects);
    return out;
}

Raster<float> drawn(const std::vector<std::vector<float>>& rows)
{
    Raster<float> out({0, 0, static_cast<std::int64_t>(rows.at(0).size()), static_cast<std::int64_t>(rows.size())});
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            out.at(static_cast<std::int64_t>(c), static_cast<std::int64_t>(r)) = rows[r][c];
    return out;
}

TEST(ObjectSieve, AnObjectNeedsItsSizeAndACore)
{
    // Three pieces: one with a core of two pixels that do not touch, one without a core, one too small.
    const Raster<float> map = drawn({{0.9F, 0.6F, 0.9F, 0.1F, 0.8F, 0.7F},
                                     {0.6F, 0.1F, 0.5F, 0.1F, 0.8F, 0.6F},
                                     {0.1F, 0.1F, 0.1F, 0.1F, 0.1F, 0.1F},
                                     {0.1F, 1.0F, unseen, 0.1F, 0.49F, 0.1F}});
    const Sieved found = sieve(map, {0.5, 3, 0.85, 2});
    ASSERT_EQ(found.objects.size(), 1U);
    EXPECT_EQ(found.objects[0].pixels, 5);
    ASSERT_EQ(found.objects[0].planes.size(), 2U);
    EXPECT_NEAR(found.objects[0].planes[0].mean(), 3.5 / 5, 1e-6);
    EXPECT_TRUE(found.objects[0].runs.empty());
    ASSERT_EQ(found.faint.size(), 3U);
    EXPECT_EQ(found.faint[0].row, 0);
    EXPECT_EQ(found.faint[0].col0, 4);
    EXPECT_EQ(found.faint[0].col1, 6);
    EXPECT_EQ(found.faint[1].row, 1);
    EXPECT_EQ(found.faint[2].row, 3);
    EXPECT_EQ(found.faint[2].col0, 1);

    // The same in a window of the middle: 0.8 -> 0.4 + 0.3 * 0.198, and 1 in the last row -> 0.499.
    Raster<float> part({1, 1, 4, 3});
    for (std::int64_t row = 0; row < 3; ++row)
        for (std::int64_t col = 0; col < 4; ++col)
            part.at(col, row) = map.at(col + 1, row + 1);
    lower_faint(part, found.faint);
    EXPECT_NEAR(part.at(3, 0), 0.4594, 1e-6);
    EXPECT_NEAR(part.at(0, 2), 0.499, 1e-6);
    EXPECT_EQ(part.at(1, 0), 0.5F) << "belongs to the object";
    EXPECT_EQ(part.at(3, 2), 0.49F) << "was below the decision already";
    EXPECT_TRUE(std::isnan(part.at(1, 2)));
}

TEST(ObjectSieve, LoweringAllWithoutAnObjectLeavesJustTheObjects)
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        Raster<float> map(
            {0, 0, 1 + static_cast<std::int64_t>(random() % 40), 1 + static_cast<std::int64_t>(random() % 40)});
        for (float& p : map.pixels())
            p = random() % 20 == 0 ? unseen : static_cast<float>(random() % 251) / 250;
        const ObjectDemand demand{0.5, static_cast<std::int64_t>(random() % 6), 0.9,
                                  static_cast<std::int64_t>(random() % 4)};
        const Sieved first = sieve(map, demand);
        Raster<float> lowered = map;
        lower_faint(lowered, first.faint);
        const Sieved again = sieve(lowered, {});
        ASSERT_EQ(again.objects.size(), first.objects.size()) << "seed " << seed;
        for (std::size_t k = 0; k < again.objects.size(); ++k) {
            ASSERT_EQ(again.objects[k].pixels, first.objects[k].pixels) << "seed " << seed;
            ASSERT_EQ(again.objects[k].planes[0].sum, first.objects[k].planes[0].sum) << "seed " << seed;
        }
        for (std::size_t i = 0; i < map.size(); ++i) {
            const float a = map.data()[i], b = lowered.data()[i];
            ASSERT_EQ(std::isnan(a), std::isnan(b)) << "seed " << seed;
            ASSERT_TRUE(std::isnan(a) || b == a || (a >= 0.5F && b >= 0.4F && b < 0.5F))
                << "seed " << seed << ": " << a;
        }
    }
}

} // namespace
} // namespace didban
