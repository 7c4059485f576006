#include "didban/geo/coverage.h"
#include "didban/geo/overlay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

double total(const std::vector<CoverageSpan>& spans)
{
    double sum = 0;
    for (const auto& s : spans)
        sum += s.share * static_cast<double>(s.col1 - s.col0);
    return sum;
}

double share_at(const std::vector<CoverageSpan>& spans, std::int64_t col, std::int64_t row)
{
    for (const auto& s : spans)
        if (s.row == row && s.col0 <= col && col < s.col1)
            return s.share;
    return 0;
}

MultiPolygon polygon(Ring ring)
{
    return {{Polygon{std::move(ring), {}}}};
}

const GeoTransform unit{{0, 1, 0, 0, 0, 1}};

TEST(Coverage, TriangleByHand)
{
    // half of a 2×2 square: the diagonal halves two pixels
    const auto spans = coverage(polygon({{0, 0}, {2, 0}, {0, 2}}), unit, {0, 0, 4, 4});
    EXPECT_DOUBLE_EQ(share_at(spans, 0, 0), 1);
    EXPECT_DOUBLE_EQ(share_at(spans, 1, 0), 0.5);
    EXPECT_DOUBLE_EQ(share_at(spans, 0, 1), 0.5);
    EXPECT_DOUBLE_EQ(share_at(spans, 1, 1), 0);
    // legs 3 and 1: the hypotenuse crosses three pixels
    const auto flat = coverage(polygon({{0, 0}, {3, 1}, {0, 1}}), unit, {0, 0, 4, 4});
    EXPECT_NEAR(share_at(flat, 0, 0), 5.0 / 6, 1e-12);
    EXPECT_NEAR(share_at(flat, 1, 0), 3.0 / 6, 1e-12);
    EXPECT_NEAR(share_at(flat, 2, 0), 1.0 / 6, 1e-12);
}

TEST(Coverage, SmallerThanAPixelAndOnItsEdges)
{
    const auto inside = coverage(polygon({{2.25, 3.25}, {2.5, 3.25}, {2.5, 3.75}, {2.25, 3.75}}), unit, {0, 0, 9, 9});
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_NEAR(inside[0].share, 0.125, 1e-15);
    const auto whole = coverage(polygon({{2, 3}, {5, 3}, {5, 4}, {2, 4}}), unit, {0, 0, 9, 9});
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(whole[0].col0, 2);
    EXPECT_EQ(whole[0].col1, 5);
    EXPECT_EQ(whole[0].share, 1.0);
}

TEST(Coverage, OutsideTheWindowNothing)
{
    EXPECT_TRUE(coverage(polygon({{20, 0}, {22, 0}, {20, 2}}), unit, {0, 0, 9, 9}).empty());
    EXPECT_TRUE(coverage({}, unit, {0, 0, 9, 9}).empty());
    EXPECT_TRUE(coverage(polygon({{0, 0}, {2, 0}, {0, 2}}), unit, {5, 0, 0, 9}).empty());
}

TEST(Coverage, InvalidShapesAreNoticedAndRepaired)
{
    const auto bow_tie = polygon({{0, 0}, {8, 8}, {8, 0}, {0, 8}});
    PixelCoverage kernel;
    EXPECT_FALSE(kernel.cover(to_pixels(bow_tie, unit), {0, 0, 9, 9}));
    EXPECT_NEAR(total(coverage(bow_tie, unit, {0, 0, 9, 9})), 32, 1e-6);
    MultiPolygon overlapping = polygon({{0, 0}, {4, 0}, {4, 4}, {0, 4}});
    overlapping.parts.push_back({{{2, 2}, {6, 2}, {6, 6}, {2, 6}}, {}});
    EXPECT_NEAR(total(coverage(overlapping, unit, {0, 0, 9, 9})), 28, 1e-6);
}

/// A star-shaped polygon with a hole, of random spikes, anywhere around the window.
MultiPolygon star(std::mt19937& random)
{
    std::uniform_real_distribution<double> place(-4, 24), radius(0.2, 9), tiny(0.05, 0.9);
    const Point centre{place(random), place(random)};
    const double scale = random() % 4 == 0 ? 0.1 : 1;
    MultiPolygon shape{{Polygon{{}, {{}}}}};
    const int corners = 3 + static_cast<int>(random() % 9);
    double least = 1e9;
    std::vector<double> radii;
    for (int i = 0; i < corners; ++i)
        radii.push_back(scale * radius(random));
    for (const double r : radii)
        least = std::min(least, r);
    const double hole = least * tiny(random) * std::cos(M_PI / corners) * 0.5;
    for (int i = 0; i < corners; ++i) {
        const double t = 2 * M_PI * i / corners + 0.1;
        shape.parts[0].outer.push_back({centre.x + radii[static_cast<std::size_t>(i)] * std::cos(t),
                                        centre.y + radii[static_cast<std::size_t>(i)] * std::sin(t)});
        shape.parts[0].holes[0].push_back({centre.x + hole * std::cos(t), centre.y + hole * std::sin(t)});
    }
    if (corners < 5) // too few corners for the centre to be inside for certain
        shape.parts[0].holes.clear();
    return shape;
}

class CoverageLaw : public testing::TestWithParam<unsigned> {};

TEST_P(CoverageLaw, EveryShareEqualsTheIntersectionWithItsPixel)
{
    std::mt19937 random(GetParam());
    std::uniform_real_distribution<double> turn(-1, 1);
    const PixelWindow window{3, 2, 15, 16};
    GeoTransform transform{{500000, 0.5, 0, 4266000, 0, -0.5}};
    if (GetParam() % 2 == 0)
        transform.c = {500000, 0.5 + turn(random) / 4, turn(random), 4266000, turn(random), -0.5 + turn(random) / 4};
    MultiPolygon pixel_shape = star(random);
    if (GetParam() % 3 == 0) { // another part, apart from the first
        MultiPolygon second = star(random);
        for (auto& p : second.parts[0].outer)
            p.x += 60;
        second.parts[0].holes.clear();
        pixel_shape.parts.push_back(second.parts[0]);
        for (auto& part : pixel_shape.parts)
            for (auto& p : part.outer)
                p.x -= 30;
        for (auto& hole : pixel_shape.parts[0].holes)
            for (auto& p : hole)
                p.x -= 30;
    }
    MultiPolygon shape = pixel_shape;
    for (auto& part : shape.parts) {
        for (auto& p : part.outer)
            p = transform.to_crs(p.x, p.y);
        for (auto& hole : part.holes)
            for (auto& p : hole)
                p = transform.to_crs(p.x, p.y);
    }
    if (!overlay::invalid_reason(shape).empty())
        GTEST_SKIP() << "seed " << GetParam() << " made a shape that is not valid";
    const auto spans = coverage(shape, transform, window);
    for (std::int64_t r = window.y0; r < window.y1(); ++r)
        for (std::int64_t c = window.x0; c < window.x1(); ++c) {
            const double x = static_cast<double>(c), y = static_cast<double>(r);
            const MultiPolygon pixel = polygon({{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}});
            // GEOS works on a grid of 0.001: enough to tell a right share from a wrong one
            EXPECT_NEAR(share_at(spans, c, r), planar_area(overlay::intersection(pixel, pixel_shape)), 6e-3)
                << "seed " << GetParam() << " pixel " << c << ',' << r;
        }
}

TEST_P(CoverageLaw, SharesSumToTheAreaAndDoNotDependOnTheWindow)
{
    std::mt19937 random(GetParam() + 1000);
    const MultiPolygon shape = star(random);
    if (!overlay::invalid_reason(shape).empty())
        GTEST_SKIP() << "seed " << GetParam() << " made a shape that is not valid";
    const PixelWindow everything{-40, -40, 100, 100};
    const auto all = coverage(shape, unit, everything);
    EXPECT_NEAR(total(all), planar_area(shape), 1e-9) << "seed " << GetParam();
    for (const std::int64_t size : {1, 7, 32}) {
        double sum = 0;
        for (std::int64_t y = -40; y < 60; y += size)
            for (std::int64_t x = -40; x < 60; x += size)
                sum += total(coverage(shape, unit, PixelWindow{x, y, size, size}.cut_to(everything)));
        EXPECT_NEAR(sum, planar_area(shape), 1e-9) << "seed " << GetParam() << " windows of " << size;
    }
}
INSTANTIATE_TEST_SUITE_P(Seeds, CoverageLaw, testing::Range(1U, 41U));

} // namespace
} // namespace didban
