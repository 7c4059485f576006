#include "didban/geo/overlay.h"
#include "didban/objects/components.h"
#include "didban/objects/regularise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

constexpr double pixel = 0.5;

/// Pixels whose centre lies in a shape, traced back to an outline in metres.
MultiPolygon rasterised(const MultiPolygon& shape, double noise = 0, unsigned seed = 1)
{
    const std::int64_t n = 160;
    const GeoTransform grid = GeoTransform::north_up_at(0, static_cast<double>(n) * pixel, pixel);
    std::mt19937 random(seed);
    std::normal_distribution<double> jitter(0, noise * pixel);
    std::vector<std::uint8_t> mask;
    for (std::int64_t r = 0; r < n; ++r)
        for (std::int64_t c = 0; c < n; ++c) {
            Point p = grid.to_crs(static_cast<double>(c) + 0.5, static_cast<double>(r) + 0.5);
            if (noise > 0)
                p = {p.x + jitter(random), p.y + jitter(random)};
            mask.push_back(contains(shape, p) ? 1 : 0);
        }
    const auto found = components(mask, n, n, 20);
    return found.empty() ? MultiPolygon{} : to_crs(found.front().outline, grid);
}

MultiPolygon turned(const Ring& ring, double degrees)
{
    const double t = degrees * M_PI / 180;
    MultiPolygon out{{Polygon{{}, {}}}};
    for (const Point& p : ring)
        out.parts[0].outer.push_back(
            {40 + p.x * std::cos(t) - p.y * std::sin(t), 40 + p.x * std::sin(t) + p.y * std::cos(t)});
    return out;
}

const Ring rectangle{{-10, -6}, {10, -6}, {10, 6}, {-10, 6}};
const Ring angled{{-12, -8}, {12, -8}, {12, 0}, {0, 0}, {0, 9}, {-12, 9}};

double iou(const MultiPolygon& a, const MultiPolygon& b)
{
    const double common = planar_area(overlay::intersection(a, b));
    return common / (planar_area(a) + planar_area(b) - common);
}

class RegulariseLaw : public testing::TestWithParam<int> {};

TEST_P(RegulariseLaw, TurnedHousesComeBackWithRightAnglesAndTheirArea)
{
    for (const Ring& house : {rectangle, angled}) {
        const MultiPolygon truth = turned(house, GetParam());
        const MultiPolygon traced = rasterised(truth);
        const Regularised r = regularise(traced, {pixel});
        ASSERT_TRUE(r.accepted) << "turned by " << GetParam() << " iou " << r.iou << " distance " << r.distance_m;
        EXPECT_EQ(r.shape.parts.at(0).outer.size(), house.size()) << "turned by " << GetParam();
        EXPECT_GT(iou(r.shape, truth), 0.96) << "turned by " << GetParam();
        EXPECT_NEAR(planar_area(r.shape) / planar_area(truth), 1, 0.03) << "turned by " << GetParam();
        const Ring& ring = r.shape.parts[0].outer;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[(i + 1) % ring.size()], &c = ring[(i + 2) % ring.size()];
            const double dot = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
            EXPECT_NEAR(dot, 0, 1e-6) << "turned by " << GetParam();
        }
    }
}
INSTANTIATE_TEST_SUITE_P(Degrees, RegulariseLaw, testing::Values(0, 3, 11, 20, 27, 33, 38, 45, 52, 61, 70, 83, 90));

TEST(Regularise, NoisyHouseIsStillAHouse)
{
    int accepted = 0;
    double ratio = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const MultiPolygon truth = turned(angled, 17.0 + seed);
        const Regularised r = regularise(rasterised(truth, 0.6, seed), {pixel});
        accepted += r.accepted;
        ratio += planar_area(r.shape) / planar_area(truth) / 20;
        EXPECT_EQ(overlay::invalid_reason(r.shape), "") << "seed " << seed;
        if (r.accepted) {
            EXPECT_GT(iou(r.shape, truth), 0.90) << "seed " << seed;
        }
    }
    EXPECT_GE(accepted, 16);
    EXPECT_NEAR(ratio, 1, 0.03);
}

TEST(Regularise, ShapesThatDoNotFitAreKeptAndFlagged)
{
    MultiPolygon star{{Polygon{{}, {}}}};
    for (int i = 0; i < 26; ++i) {
        const double t = M_PI * i / 13, radius = i % 2 == 0 ? 30 : 9;
        star.parts[0].outer.push_back({40 + radius * std::cos(t), 40 + radius * std::sin(t)});
    }
    const MultiPolygon traced = rasterised(star);
    const Regularised r = regularise(traced, {pixel});
    EXPECT_FALSE(r.accepted);
    EXPECT_EQ(r.shape.parts.at(0).outer, traced.parts.at(0).outer);
}

TEST(Regularise, YardIsKept)
{
    MultiPolygon house = turned(rectangle, 30);
    const Ring yard{{-4, -2}, {4, -2}, {4, 3}, {-4, 3}};
    house.parts[0].holes.push_back(turned(yard, 30).parts[0].outer);
    const Regularised r = regularise(rasterised(house), {pixel});
    ASSERT_TRUE(r.accepted);
    ASSERT_EQ(r.shape.parts.at(0).holes.size(), 1U);
    EXPECT_NEAR(planar_area(r.shape), 240 - 40, 8);
}

TEST(Regularise, RandomBlobsNeverComeOutInvalid)
{
    int accepted = 0, all = 0;
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        MultiPolygon blob{{Polygon{{}, {}}}};
        const int corners = 5 + static_cast<int>(random() % 20);
        for (int i = 0; i < corners; ++i) {
            const double t = 2 * M_PI * i / corners, radius = 3 + static_cast<double>(random() % 200) / 10;
            blob.parts[0].outer.push_back({40 + radius * std::cos(t), 40 + radius * std::sin(t)});
        }
        const MultiPolygon traced = rasterised(blob, 0.8, seed);
        if (traced.empty())
            continue;
        const Regularised r = regularise(traced, {pixel});
        EXPECT_EQ(overlay::invalid_reason(r.shape), "") << "seed " << seed;
        if (r.accepted) {
            EXPECT_GE(iou(r.shape, traced), 0.79) << "seed " << seed;
        }
        accepted += r.accepted;
        ++all;
    }
    EXPECT_GT(all, 35);
}

TEST(Regularise, NothingAndAlmostNothing)
{
    EXPECT_FALSE(regularise({}, {pixel}).accepted);
    const MultiPolygon one{{Polygon{{{0, 0}, {0.5, 0}, {0.5, 0.5}, {0, 0.5}}, {}}}};
    EXPECT_EQ(regularise(one, {pixel}).shape.parts.size(), 1U);
}

} // namespace
} // namespace didban
