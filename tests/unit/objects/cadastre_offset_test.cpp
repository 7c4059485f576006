#include "didban/objects/cadastre_offset.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban {
namespace {

struct Block {
    std::vector<MultiPolygon> parcels;
    [[nodiscard]] std::vector<const MultiPolygon*> pointers() const
    {
        std::vector<const MultiPolygon*> out;
        for (const auto& p : parcels)
            out.push_back(&p);
        return out;
    }
};

Block block(unsigned seed)
{
    std::mt19937 random(seed);
    Block out;
    double x = 0;
    for (int i = 0; i < 8; ++i) {
        const double width = 9 + static_cast<double>(random() % 60) / 10,
                     depth = 18 + static_cast<double>(random() % 40) / 10;
        out.parcels.push_back({{Polygon{{{x, 0}, {x + width, 0}, {x + width, depth}, {x, depth}}, {}}}});
        x += width;
    }
    return out;
}

/// Blurred edges along the parcels' boundaries moved by (dx, dy), among noise that depends on the place alone.
auto image(const Block& b, double dx, double dy, double noise)
{
    return [=](const Point& p) {
        double nearest = 1e9;
        for (const auto& parcel : b.parcels) {
            const Ring& ring = parcel.parts[0].outer;
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                const double ax = ring[j].x + dx, ay = ring[j].y + dy, ex = ring[i].x - ring[j].x,
                             ey = ring[i].y - ring[j].y;
                const double t = std::clamp(((p.x - ax) * ex + (p.y - ay) * ey) / (ex * ex + ey * ey), 0.0, 1.0);
                nearest = std::min(nearest, std::hypot(p.x - ax - t * ex, p.y - ay - t * ey));
            }
        }
        const double hash = std::sin(std::floor(p.x * 2) * 12.9898 + std::floor(p.y * 2) * 78.233) * 43758.5453;
        return static_cast<float>(std::exp(-nearest * nearest / 0.7) + noise * (hash - std::floor(hash)));
    };
}

constexpr OffsetOptions few_samples{.most_samples = 300};

class OffsetLaw : public testing::TestWithParam<unsigned> {};

TEST_P(OffsetLaw, FindsTheShiftThatWasPutIn)
{
    const Block b = block(GetParam());
    const double dx = std::sin(GetParam() * 1.0) * 3.5, dy = std::cos(GetParam() * 1.7) * 3.5;
    const OffsetEstimate e = estimate_offset(b.pointers(), image(b, dx, dy, 0.5), few_samples);
    ASSERT_TRUE(e.significant) << "seed " << GetParam() << ": " << e.reason << " score " << e.score << " rival "
                               << e.rival;
    EXPECT_NEAR(e.dx_m, dx, 0.3) << "seed " << GetParam();
    EXPECT_NEAR(e.dy_m, dy, 0.3) << "seed " << GetParam();
}

TEST_P(OffsetLaw, NoiseAloneIsNotSignificant)
{
    const Block b = block(GetParam()), elsewhere;
    const OffsetEstimate e = estimate_offset(b.pointers(), image(elsewhere, GetParam() * 7.0, 0, 1), few_samples);
    EXPECT_FALSE(e.significant) << "seed " << GetParam();
    EXPECT_EQ(e.dx_m, 0);
    EXPECT_NE(e.reason, "");
}
INSTANTIATE_TEST_SUITE_P(Seeds, OffsetLaw, testing::Range(1U, 9U));

TEST(CadastreOffset, ParallelBoundariesAloneDoNotFixAShift)
{
    const Block street{{{{Polygon{{{0, 0}, {400, 0}, {400, 0.01}, {0, 0.01}}, {}}}}}};
    const OffsetEstimate e = estimate_offset(street.pointers(), image(street, 0, 2, 0));
    EXPECT_FALSE(e.significant);
}

TEST(CadastreOffset, UnseenAndEmptyBlocksSaySo)
{
    const Block b = block(1);
    EXPECT_FALSE(estimate_offset(b.pointers(), [](const Point&) { return std::nanf(""); }).significant);
    EXPECT_FALSE(estimate_offset({}, [](const Point&) { return 1.0F; }).significant);
    EXPECT_FALSE(estimate_offset(b.pointers(), [](const Point&) { return 1.0F; }).significant);
}

} // namespace
} // namespace didban
