#include "pipelines/judge/judge_objects.h"

#include <gtest/gtest.h>

#include <random>

namespace didban {
namespace {

MultiPolygon rectangle(double x0, double y0, double x1, double y1)
{
    return {{Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}}};
}

/// A row of four plots of 12 m x 25 m near Khoy, and houses on them that each test sees somewhere else.
class Row : public testing::TestWithParam<unsigned> {
protected:
    Row()
    {
        city.crs = Crs::parse("EPSG:32638");
        city.permits_known = true;
        for (int k = 0; k < 4; ++k) {
            Parcel parcel;
            parcel.id = parcel.key = "7-1-1-" + std::to_string(k + 1);
            parcel.shape = rectangle(east + 12.0 * k, north, east + 12.0 * k + 12, north + 25);
            parcel.area_m2 = 300;
            city.parcels.push_back(parcel);
        }
    }
    JudgedCity judge(const std::vector<ChangeObject>& seen, const std::vector<GroundOffset>& ground,
                     const ViewLean& lean = {}) const
    {
        const PlanData no_plan;
        const Period period{{2024, 6, 1}, {2025, 6, 1}};
        const std::vector<Period> periods(seen.size(), period);
        const std::vector<double> not_measured;
        JudgeInput input{city, no_plan, seen, periods, period, not_measured, {0.15, 1.3, 0.5, 10}, {}, {}};
        input.ground = ground;
        input.lean = lean;
        return judge_objects(input, {});
    }
    static ChangeObject house(double x, double y, double width, double depth)
    {
        ChangeObject out;
        out.number = 1;
        out.outline = rectangle(x, y, x + width, y + depth);
        out.area_m2 = width * depth;
        out.area_sigma_m2 = 3;
        out.probability = 0.95;
        return out;
    }
    static constexpr double east = 495'800, north = 4'266'800;
    CityData city;
};

// What the images show beside its place is judged at its place, and shown where the images show it.
TEST_P(Row, OffsetsOfGroundAndChangesCancel)
{
    std::mt19937 random(GetParam());
    const auto u = [&](double a, double b) { return a + (b - a) * static_cast<double>(random()) / 4294967295.0; };
    const Point beside{u(-4, 4), u(-4, 4)};
    const ChangeObject there = house(east + u(0, 36), north + u(0, 12), u(7, 12), u(7, 12));
    ChangeObject seen = there;
    seen.outline = translated(there.outline, beside);
    const JudgedCity at_home = judge({there}, std::vector<GroundOffset>(4, {{}, 0.3}));
    const JudgedCity laid_back = judge({seen}, std::vector<GroundOffset>(4, {beside, 0.3}));
    ASSERT_EQ(at_home.judgements.size(), laid_back.judgements.size()) << "seed " << GetParam();
    for (std::size_t i = 0; i < at_home.judgements.size(); ++i) {
        const Finding &a = at_home.judgements[i].finding, &b = laid_back.judgements[i].finding;
        EXPECT_EQ(a.parcel_id, b.parcel_id) << "seed " << GetParam();
        EXPECT_EQ(a.verdict, b.verdict) << "seed " << GetParam();
        EXPECT_NEAR(a.area_m2, b.area_m2, 0.05) << "seed " << GetParam();
        EXPECT_NEAR(a.parcel_probability, b.parcel_probability, 0.01) << "seed " << GetParam();
        const Point shown = centroid(b.shape), place = centroid(a.shape);
        EXPECT_NEAR(shown.x - place.x, beside.x, 0.01) << "seed " << GetParam();
        EXPECT_NEAR(shown.y - place.y, beside.y, 0.01) << "seed " << GetParam();
    }
}
INSTANTIATE_TEST_SUITE_P(Seeds, Row, testing::Range(1U, 21U));

class OneRow : public Row {};

TEST_F(OneRow, AMeasuredOffsetDecidesBetweenNeighbours)
{
    const ChangeObject seen = house(east + 9, north + 5, 6, 10); // half on the first plot, half on the second
    const JudgedCity unknown = judge({seen}, {});
    const JudgedCity measured = judge({seen}, std::vector<GroundOffset>(4, {{-3, 0}, 0.3}));
    ASSERT_FALSE(unknown.judgements.empty());
    ASSERT_EQ(measured.judgements.size(), 1U);
    EXPECT_EQ(measured.judgements[0].finding.parcel_id, "7-1-1-2");
    EXPECT_GT(measured.judgements[0].finding.parcel_probability, 0.99);
    for (const Judgement& j : unknown.judgements)
        EXPECT_LT(j.finding.parcel_probability, 0.9) << "without the offset nobody can be sure";
}

TEST_F(OneRow, AnObliqueViewMovesBuildingsOneWayAndPitsTheOther)
{
    ChangeObject roof = house(east + 11.5, north + 5, 8, 10), pit = roof, ruin = roof; // across the boundary
    pit.kind = ChangeKind::Groundwork;
    ruin.kind = ChangeKind::Demolished;
    const std::vector<GroundOffset> level(4, {{}, 0.3});
    const auto on_second_plot = [&](const ChangeObject& o, const ViewLean& lean) {
        return judge({o}, level, lean).judgements.front().finding.area_m2;
    };
    EXPECT_NEAR(on_second_plot(roof, {}), 75, 0.2);
    const Point east_by_04{0.4, 0};
    const ViewLean later{std::nullopt, east_by_04}, earlier{east_by_04, std::nullopt}, both{east_by_04, east_by_04};
    EXPECT_NEAR(on_second_plot(roof, later), 75 - 10 * 0.4 * 1.2, 0.2);
    EXPECT_NEAR(on_second_plot(pit, later), 75 + 10 * 0.4 * 0.9, 0.2);
    EXPECT_NEAR(on_second_plot(roof, earlier), 75 - 10 * 0.4 * 2.6, 0.2);
    EXPECT_NEAR(on_second_plot(pit, earlier), 75 - 10 * 0.4 * 2.6, 0.2);
    EXPECT_NEAR(on_second_plot(ruin, earlier), 75 - 10 * 0.4 * 3.5, 0.2);
    EXPECT_NEAR(on_second_plot(roof, both), 75 - 10 * 0.4 * 3.8, 0.2);
}

} // namespace
} // namespace didban
