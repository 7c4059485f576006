#include "didban/objects/building_map.h"
#include "didban/objects/building_prior.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

MultiPolygon box(double x0, double y0, double x1, double y1)
{
    return {{Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}}};
}

TEST(FootprintShare, ClassesHaveTheirLimits)
{
    EXPECT_EQ(footprint_class(0), FootprintShare::None);
    EXPECT_EQ(footprint_class(0.0099), FootprintShare::None);
    EXPECT_EQ(footprint_class(0.01), FootprintShare::UpToThird);
    EXPECT_EQ(footprint_class(0.3), FootprintShare::UpToThird);
    EXPECT_EQ(footprint_class(0.301), FootprintShare::UpToTwoThirds);
    EXPECT_EQ(footprint_class(0.7), FootprintShare::UpToTwoThirds);
    EXPECT_EQ(footprint_class(0.71), FootprintShare::Most);
    EXPECT_EQ(footprint_class(1), FootprintShare::Most);
}

TEST(BuildingCounts, RatioIsThatOfSmoothedShares)
{
    BuildingCounts counts{BuildingCounts::Table{{{{{15, 5}, {3, 3}, {1, 1}, {1, 11}}}, {}}}};
    // (15 + 1) / 24 of the true ones against (5 + 1) / 24 of the false ones.
    EXPECT_NEAR(counts.ratio(ChangeDirection::BuiltUp, FootprintShare::None), 16.0 / 6, 1e-12);
    EXPECT_NEAR(counts.ratio(ChangeDirection::BuiltUp, FootprintShare::Most), 2.0 / 12, 1e-12);
    EXPECT_EQ(counts.ratio(ChangeDirection::TakenAway, FootprintShare::Most), 1) << "nothing counted, nothing said";
    counts.add(ChangeDirection::TakenAway, FootprintShare::Most, true);
    EXPECT_EQ(counts.at(ChangeDirection::TakenAway, FootprintShare::Most).right, 1);
    EXPECT_NEAR(counts.ratio(ChangeDirection::TakenAway, FootprintShare::Most), (2.0 / 5) / (1.0 / 4), 1e-12);
}

TEST(BuildingCounts, RatiosAreHeldWithinTen)
{
    const BuildingCounts counts{BuildingCounts::Table{{{{{100000, 0}, {0, 0}, {0, 0}, {0, 100000}}}, {}}}};
    EXPECT_EQ(counts.ratio(ChangeDirection::BuiltUp, FootprintShare::None), 10);
    EXPECT_EQ(counts.ratio(ChangeDirection::BuiltUp, FootprintShare::Most), 0.1);
}

TEST(WithOdds, IsBayesRule)
{
    EXPECT_NEAR(with_odds(0.5, 0.25), 0.2, 1e-12);
    EXPECT_NEAR(with_odds(0.9, 0.1), 0.9 / 1.9, 1e-12); // 9:1 becomes 0.9:1
    EXPECT_DOUBLE_EQ(with_odds(0.7, 1), 0.7);
    EXPECT_EQ(with_odds(0, 10), 0);
    EXPECT_EQ(with_odds(1, 0.1), 1);
}

TEST(WithOdds, TheStrongestRatioCannotSilenceStrongEvidence)
{
    EXPECT_GT(with_odds(0.95, 0.1), 0.5);
}

TEST(MeasuredCounts, SayWhatIsKnownOfBuildings)
{
    const BuildingCounts& counts = measured_building_counts();
    EXPECT_LT(counts.ratio(ChangeDirection::BuiltUp, FootprintShare::Most), 0.7)
        << "what is new on a standing building is most often its roof";
    EXPECT_GT(counts.ratio(ChangeDirection::TakenAway, FootprintShare::Most), 1);
    EXPECT_LT(counts.ratio(ChangeDirection::TakenAway, FootprintShare::None), 1)
        << "where nothing stood nothing can be pulled down";
}

TEST(KindBeside, FollowsTheBuildingsOfThePlot)
{
    EXPECT_EQ(kind_beside(ChangeKind::New, {0.05, 0.25, true}), ChangeKind::Extended);
    EXPECT_EQ(kind_beside(ChangeKind::New, {0.05, 0.05, true}), ChangeKind::New) << "it stands free";
    EXPECT_EQ(kind_beside(ChangeKind::New, {0.9, 0.25, true}), ChangeKind::New) << "it replaces the house";
    EXPECT_EQ(kind_beside(ChangeKind::Extended, {0, 0, false}), ChangeKind::New);
    EXPECT_EQ(kind_beside(ChangeKind::Extended, {0, 0.02, true}), ChangeKind::Extended);
    for (const ChangeKind kind : {ChangeKind::Demolished, ChangeKind::Heightened, ChangeKind::Groundwork})
        EXPECT_EQ(kind_beside(kind, {0.1, 0.4, true}), kind);
}

TEST(BuildingMap, SharesCountOverlappingFootprintsOnce)
{
    const BuildingMap map({box(0, 0, 10, 10), box(5, 0, 15, 10)}, {});
    EXPECT_NEAR(map.share(box(0, 0, 20, 10)).value(), 0.75, 1e-6);
    EXPECT_NEAR(map.share(box(0, 0, 10, 10)).value(), 1, 1e-6);
    EXPECT_EQ(map.share(box(30, 0, 40, 10)), 0);
}

TEST(BuildingMap, SaysNothingBeyondItsReach)
{
    const BuildingMap map({box(0, 0, 10, 10)}, {});
    EXPECT_EQ(map.share(box(159, 0, 169, 10)), 0);
    EXPECT_EQ(map.share(box(161, 0, 171, 10)), std::nullopt);
    EXPECT_EQ(map.share(box(120, 120, 130, 130)), std::nullopt) << "155 m away at the corner";
    EXPECT_EQ(BuildingMap({}, {}).share(box(0, 0, 10, 10)), std::nullopt);
}

TEST(BuildingMap, SaysNothingWhereAFootprintOfUnknownDateStands)
{
    const BuildingMap map({box(0, 0, 10, 10)}, {box(20, 0, 30, 10)});
    EXPECT_EQ(map.share(box(5, 0, 25, 10)), std::nullopt);
    EXPECT_NEAR(map.share(box(5, 0, 15, 10)).value(), 0.5, 1e-6);
    EXPECT_EQ(BuildingMap({}, {box(20, 0, 30, 10)}).share(box(0, 0, 10, 10)), 0)
        << "an undated footprint shows that the map covers the place";
}

} // namespace
} // namespace didban
