#include "didban/geo/overlay.h"
#include "didban/grid/tiles.h"
#include "didban/objects/components.h"
#include "didban/objects/row_assembler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace didban {
namespace {

struct Mask {
    std::int64_t width{}, height{};
    std::vector<std::uint8_t> pixels;
};

Mask drawn(const std::vector<std::string>& rows)
{
    Mask m{static_cast<std::int64_t>(rows.at(0).size()), static_cast<std::int64_t>(rows.size()), {}};
    for (const auto& row : rows)
        for (const char c : row)
            m.pixels.push_back(c == '#' ? 1 : 0);
    return m;
}

Mask random_mask(unsigned seed, double density)
{
    std::mt19937 random(seed);
    Mask m{1 + static_cast<std::int64_t>(random() % 40), 1 + static_cast<std::int64_t>(random() % 40), {}};
    for (std::int64_t i = 0; i < m.width * m.height; ++i)
        m.pixels.push_back(static_cast<double>(random() % 1000) < 1000 * density ? 1 : 0);
    return m;
}

/// Labels by flood fill in row order; 0 = outside.
std::vector<int> flood_labels(const Mask& m)
{
    std::vector<int> labels(m.pixels.size(), 0);
    int count = 0;
    for (std::size_t start = 0; start < m.pixels.size(); ++start) {
        if (m.pixels[start] == 0 || labels[start] != 0)
            continue;
        std::vector<std::size_t> todo{start};
        labels[start] = ++count;
        while (!todo.empty()) {
            const auto at = static_cast<std::int64_t>(todo.back());
            todo.pop_back();
            for (std::int64_t dy = -1; dy <= 1; ++dy)
                for (std::int64_t dx = -1; dx <= 1; ++dx) {
                    const std::int64_t x = at % m.width + dx, y = at / m.width + dy;
                    if (x < 0 || y < 0 || x >= m.width || y >= m.height)
                        continue;
                    const auto n = static_cast<std::size_t>(y * m.width + x);
                    if (m.pixels[n] != 0 && labels[n] == 0) {
                        labels[n] = count;
                        todo.push_back(n);
                    }
                }
        }
    }
    return labels;
}

class ComponentLaw : public testing::TestWithParam<unsigned> {};

TEST_P(ComponentLaw, OutlinesAreValidAndHoldExactlyTheirPixels)
{
    const unsigned seed = GetParam();
    const Mask m = random_mask(seed, 0.25 + 0.1 * (seed % 6));
    const auto labels = flood_labels(m);
    const auto found = components(m.pixels, m.width, m.height);
    const int expected = labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end());
    ASSERT_EQ(found.size(), static_cast<std::size_t>(expected)) << "seed " << seed;
    for (const auto& c : found) {
        const int label = static_cast<int>(c.number); // both number by first pixel in row order
        EXPECT_EQ(overlay::invalid_reason(c.outline), "") << "seed " << seed << " component " << label;
        EXPECT_DOUBLE_EQ(planar_area(c.outline), static_cast<double>(c.pixels)) << "seed " << seed;
        std::int64_t pixels = 0;
        for (std::int64_t y = 0; y < m.height; ++y)
            for (std::int64_t x = 0; x < m.width; ++x) {
                const bool mine = labels[static_cast<std::size_t>(y * m.width + x)] == label;
                pixels += mine;
                ASSERT_EQ(contains(c.outline, {static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5}), mine)
                    << "seed " << seed << " component " << label << " pixel " << x << ',' << y;
            }
        EXPECT_EQ(c.pixels, pixels);
        const Box b = bounds(c.outline);
        EXPECT_EQ(PixelWindow({static_cast<std::int64_t>(b.x0), static_cast<std::int64_t>(b.y0),
                               static_cast<std::int64_t>(b.x1 - b.x0), static_cast<std::int64_t>(b.y1 - b.y0)}),
                  c.box);
    }
}
INSTANTIATE_TEST_SUITE_P(Seeds, ComponentLaw, testing::Range(1U, 61U));

TEST(Components, RingInRingTouchingAtCorners)
{
    const Mask m = drawn({"#####..", //
                          "#...#..", //
                          "#.#.#..", //
                          "#..##..", //
                          "#####.#"});
    const auto found = components(m.pixels, m.width, m.height);
    ASSERT_EQ(found.size(), 2U); // the inner pixel touches (3,3) at a corner
    EXPECT_EQ(found[0].pixels, 18);
    EXPECT_EQ(found[0].outline.parts.size(), 2U);
    EXPECT_EQ(overlay::invalid_reason(found[0].outline), "");
    EXPECT_EQ(found[1].first_col, 6);
}

TEST(Components, PlanesAreSummedPerComponentWithoutTheMissing)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<std::uint8_t> mask{1, 1, 0, 1};
    const std::vector<float> values{0.5F, nan, 9.0F, 0.25F};
    std::vector<Component> found;
    ComponentTracer tracer(4, 1, [&](Component&& c) { found.push_back(std::move(c)); });
    const std::vector<std::span<const float>> planes{values};
    tracer.add_row(mask, planes);
    tracer.finish();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].planes[0].count, 1);
    EXPECT_DOUBLE_EQ(found[0].planes[0].mean(), 0.5);
    EXPECT_DOUBLE_EQ(found[1].planes[0].mean(), 0.25);
    EXPECT_TRUE(std::isnan(PlaneTally{}.mean()));
}

TEST(Components, SmallOnesAreLeftOut)
{
    const Mask m = drawn({"##.#", "#..."});
    EXPECT_EQ(components(m.pixels, m.width, m.height, 2).size(), 1U);
    EXPECT_TRUE(components(m.pixels, m.width, m.height, 4).empty());
}

TEST(Components, RotatedTransformKeepsAreaAndOrientation)
{
    const Mask m = drawn({"###", "#.#", "###"});
    const GeoTransform rotated{{500000, 0.3, 0.4, 4266000, 0.4, -0.3}};
    const auto shape = to_crs(components(m.pixels, 3, 3).at(0).outline, rotated);
    EXPECT_NEAR(planar_area(shape), 8 * 0.25, 1e-9);
    EXPECT_GT(signed_area(shape.parts.at(0).outer), 0);
    EXPECT_LT(signed_area(shape.parts.at(0).holes.at(0)), 0);
}

TEST(RowAssembler, LatticeWindowsComeOutAsRows)
{
    const std::int64_t width = 23, height = 17;
    for (const std::int64_t cell : {5, 8, 32}) {
        std::vector<float> out;
        RowAssembler rows(width, 1, [&](std::int64_t row, std::span<const std::span<const float>> planes) {
            EXPECT_EQ(row * width, static_cast<std::int64_t>(out.size()));
            out.insert(out.end(), planes[0].begin(), planes[0].end());
        });
        for (std::int64_t y = 0; y < height; y += cell)
            for (std::int64_t x = 0; x < width; x += cell) {
                const PixelWindow w = PixelWindow{x, y, cell, cell}.cut_to({0, 0, width, height});
                std::vector<float> pixels;
                for (std::int64_t r = 0; r < w.height; ++r)
                    for (std::int64_t c = 0; c < w.width; ++c)
                        pixels.push_back(static_cast<float>((y + r) * width + x + c));
                const std::vector<std::span<const float>> planes{pixels};
                rows.add(w, planes);
            }
        ASSERT_EQ(out.size(), static_cast<std::size_t>(width * height));
        for (std::size_t i = 0; i < out.size(); ++i)
            ASSERT_EQ(out[i], static_cast<float>(i)) << "cell " << cell;
    }
}

TEST(RowAssembler, WindowOutOfOrderIsAnError)
{
    RowAssembler rows(8, 0, [](std::int64_t, std::span<const std::span<const float>>) {});
    EXPECT_ANY_THROW(rows.add({4, 0, 4, 4}, {}));
}

} // namespace
} // namespace didban
