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

/// Blurred edges along the parcels' boundaries moved by (dx, dy), half a metre per pixel, among noise of any direction.
EdgeView image(const Block& b, double dx, double dy, double noise)
{
    constexpr double pixel = 0.5;
    Box box;
    for (const MultiPolygon* p : b.pointers()) {
        const Box one = bounds(*p);
        box.include({one.x0 - 12, one.y0 - 12});
        box.include({one.x1 + 12, one.y1 + 12});
    }
    EdgeView view;
    view.transform = GeoTransform::north_up_at(box.x0, box.y1, pixel);
    view.x = Raster<float>(static_cast<std::int64_t>((box.x1 - box.x0) / pixel),
                           static_cast<std::int64_t>((box.y1 - box.y0) / pixel));
    view.y = view.x;
    for (std::int64_t row = 0; row < view.x.height(); ++row)
        for (std::int64_t col = 0; col < view.x.width(); ++col) {
            const Point p = view.transform.to_crs(static_cast<double>(col) + 0.5, static_cast<double>(row) + 0.5);
            double nearest = 1e9, nx = 0, ny = 0;
            for (const auto& parcel : b.parcels) {
                const Ring& ring = parcel.parts[0].outer;
                for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                    const double ax = ring[j].x + dx, ay = ring[j].y + dy, ex = ring[i].x - ring[j].x,
                                 ey = ring[i].y - ring[j].y, length = std::hypot(ex, ey);
                    const double t = std::clamp(((p.x - ax) * ex + (p.y - ay) * ey) / (ex * ex + ey * ey), 0.0, 1.0);
                    if (const double d = std::hypot(p.x - ax - t * ex, p.y - ay - t * ey); d < nearest) {
                        nearest = d;
                        nx = -ey / length;
                        ny = ex / length;
                    }
                }
            }
            const double strength = 0.7 * std::exp(-nearest * nearest / 0.7);
            const double hash =
                std::sin(static_cast<double>(col) * 12.9898 + static_cast<double>(row) * 78.233) * 43758.5453;
            const double turn = 6.283 * (hash - std::floor(hash));
            view.x.at(col, row) = static_cast<float>(strength * nx + noise * std::cos(turn));
            view.y.at(col, row) = static_cast<float>(-strength * ny + noise * std::sin(turn));
        }
    return view;
}

class OffsetLaw : public testing::TestWithParam<unsigned> {};

TEST_P(OffsetLaw, FindsTheShiftThatWasPutIn)
{
    const Block b = block(GetParam());
    const double dx = std::sin(GetParam() * 1.0) * 3.5, dy = std::cos(GetParam() * 1.7) * 3.5;
    const OffsetEstimate e = estimate_offset(b.pointers(), {image(b, dx, dy, 0.3)}, 2);
    ASSERT_TRUE(e.significant) << "seed " << GetParam() << ": " << e.reason << " score " << e.score << " rival "
                               << e.rival;
    EXPECT_NEAR(e.dx_m, dx, 0.35) << "seed " << GetParam();
    EXPECT_NEAR(e.dy_m, dy, 0.35) << "seed " << GetParam();
    EXPECT_LT(e.sigma_m, 0.8) << "seed " << GetParam();
}

TEST_P(OffsetLaw, NoiseAloneTellsNothing)
{
    const Block b = block(GetParam()), elsewhere = block(GetParam());
    const OffsetEstimate e = estimate_offset(b.pointers(), {image(elsewhere, 100, 0, 0.7)}, 1);
    EXPECT_FALSE(e.significant) << "seed " << GetParam();
    EXPECT_NE(e.reason, "");
}

TEST_P(OffsetLaw, TheLeanOfAViewIsTakenOff)
{
    const Block b = block(GetParam());
    EdgeView leaning = image(b, 1 + 2, 0.5 - 1, 0.3);
    leaning.lean = {2, -1};
    const OffsetEstimate e = estimate_offset(b.pointers(), {image(b, 1, 0.5, 0.3), leaning}, 2);
    EXPECT_NEAR(e.dx_m, 1, 0.35) << "seed " << GetParam();
    EXPECT_NEAR(e.dy_m, 0.5, 0.35) << "seed " << GetParam();
}
INSTANTIATE_TEST_SUITE_P(Seeds, OffsetLaw, testing::Range(1U, 9U));

TEST(CadastreOffset, AcrossParallelBoundariesAloneTheShiftStaysUncertain)
{
    const Block street{{{{Polygon{{{0, 0}, {400, 0}, {400, 0.01}, {0, 0.01}}, {}}}}}};
    const OffsetEstimate e = estimate_offset(street.pointers(), {image(street, 0, 2, 0)}, 1.5);
    EXPECT_FALSE(e.significant);
    EXPECT_NEAR(e.dy_m, 2, 0.35);
    EXPECT_NEAR(e.dx_m, 0, 0.35);
    EXPECT_GT(e.sigma_m, 0.6) << "along the street nothing is known";
}

TEST(CadastreOffset, UnseenBlocksKeepTheCadastresAccuracy)
{
    const Block b = block(1);
    EdgeView unseen = image(b, 0, 0, 0);
    for (float& v : unseen.x.pixels())
        v = std::nanf("");
    for (const std::vector<EdgeView>& views : {std::vector<EdgeView>{}, std::vector<EdgeView>{unseen}}) {
        const OffsetEstimate e = estimate_offset(b.pointers(), views, 1.3);
        EXPECT_FALSE(e.significant);
        EXPECT_EQ(e.sigma_m, 1.3);
        EXPECT_EQ(e.dx_m, 0);
        EXPECT_EQ(e.dy_m, 0);
    }
    EXPECT_FALSE(estimate_offset({}, {image(b, 0, 0, 0)}, 1.3).significant);
}

} // namespace
} // namespace didban
