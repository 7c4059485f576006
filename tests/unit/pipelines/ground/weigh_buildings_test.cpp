#include "pipelines/ground/weigh_buildings.h"

#include <gtest/gtest.h>

namespace didban {
namespace {

MultiPolygon box(double x0, double y0, double x1, double y1)
{
    return {{Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}}}};
}

const Date day{2024, 6, 1};

Footprint dated(std::optional<Date> built, std::optional<Date> demolished)
{
    return {box(0, 0, 10, 10), built, demolished};
}

TEST(Stood, OwnDatesDecide)
{
    const Date before{2010, 1, 1}, after{2024, 9, 1};
    EXPECT_EQ(stood(dated(before, {}), {}, day), Stood::Yes);
    EXPECT_EQ(stood(dated(after, {}), {}, day), Stood::No);
    EXPECT_EQ(stood(dated(day, {}), Date{2026, 1, 1}, day), Stood::Yes) << "a later map with the date of building";
    EXPECT_EQ(stood(dated(before, Date{2020, 1, 1}), {}, day), Stood::No);
    EXPECT_EQ(stood(dated({}, Date{2020, 1, 1}), {}, day), Stood::No);
    EXPECT_EQ(stood(dated({}, after), Date{2024, 1, 1}, day), Stood::Yes);
}

TEST(Stood, WithoutDatesTheMapsDayDecides)
{
    EXPECT_EQ(stood(dated({}, {}), {}, day), Stood::Yes) << "taken to show the earlier image's day";
    EXPECT_EQ(stood(dated({}, {}), day, day), Stood::Yes);
    EXPECT_EQ(stood(dated({}, {}), Date{2023, 1, 1}, day), Stood::Yes);
    EXPECT_EQ(stood(dated({}, {}), Date{2024, 6, 2}, day), Stood::Unknown) << "it may be the change itself";
}

/// Two plots of 20 m × 30 m side by side with a house at the north of each.
struct WeighBuildings : testing::Test {
    std::vector<Parcel> parcels{plot("1", 0), plot("2", 20)};
    BuildingMap map{{box(0, 18, 20, 30), box(20, 18, 40, 30)}, {}};
    BuildingCounts counts{
        BuildingCounts::Table{{{{{15, 5}, {3, 3}, {1, 1}, {1, 11}}}, {{{1, 7}, {1, 1}, {3, 1}, {9, 1}}}}}};
    report::BuildingRecord record;

    static Parcel plot(const std::string& id, double west)
    {
        Parcel out;
        out.id = out.key = id;
        out.shape = box(west, 0, west + 20, 30);
        return out;
    }
    ChangeObject weighed(ChangeKind kind, const MultiPolygon& shape, double probability = 0.8)
    {
        std::vector<ChangeObject> objects(1);
        objects[0].kind = kind;
        objects[0].outline = shape;
        objects[0].probability = probability;
        weigh_buildings(map, counts, parcels, objects, record);
        EXPECT_EQ(planar_area(objects[0].outline), planar_area(shape));
        return objects[0];
    }
};

TEST_F(WeighBuildings, ANewRoofOnAHouseIsDoubted)
{
    const ChangeObject roof = weighed(ChangeKind::New, box(2, 19, 18, 29));
    EXPECT_NEAR(roof.evidence.at("footprint_share"), 1, 1e-6);
    EXPECT_NEAR(roof.evidence.at("footprint_ratio"), counts.ratio(ChangeDirection::BuiltUp, FootprintShare::Most), 0);
    EXPECT_NEAR(roof.probability, with_odds(0.8, roof.evidence.at("footprint_ratio")), 0);
    EXPECT_EQ(roof.kind, ChangeKind::New);
    EXPECT_EQ(record.weighed, 1);
}

TEST_F(WeighBuildings, ADemolitionOfAHouseIsBelievedAndOneOfNothingIsNot)
{
    EXPECT_GT(weighed(ChangeKind::Demolished, box(0, 18, 20, 30)).probability, 0.8);
    EXPECT_LT(weighed(ChangeKind::Demolished, box(2, 2, 12, 12)).probability, 0.8);
}

TEST_F(WeighBuildings, AStoreyOnAHouseIsNotDoubted)
{
    const ChangeObject storey = weighed(ChangeKind::Heightened, box(2, 19, 18, 29));
    EXPECT_DOUBLE_EQ(storey.probability, 0.8);
    EXPECT_EQ(storey.evidence.at("footprint_ratio"), 1);
}

TEST_F(WeighBuildings, WhatStandsAgainstTheHouseOfItsPlotIsAnExtension)
{
    EXPECT_EQ(weighed(ChangeKind::New, box(0, 8, 20, 18)).kind, ChangeKind::Extended);
    EXPECT_EQ(record.kinds_changed, 1);
    EXPECT_EQ(weighed(ChangeKind::New, box(4, 0, 16, 5)).kind, ChangeKind::New) << "it stands free in the yard";
}

TEST_F(WeighBuildings, TheNeighboursHouseMakesNoExtension)
{
    map = BuildingMap({box(20, 18, 40, 30)}, {});
    EXPECT_EQ(weighed(ChangeKind::New, box(0, 18, 20, 30)).kind, ChangeKind::New);
    EXPECT_EQ(weighed(ChangeKind::Extended, box(0, 18, 20, 30)).kind, ChangeKind::New);
}

TEST_F(WeighBuildings, AChangeOnTwoPlotsKeepsItsKind)
{
    EXPECT_EQ(weighed(ChangeKind::New, box(8, 8, 32, 18)).kind, ChangeKind::New);
}

TEST_F(WeighBuildings, BeyondTheMapNothingChanges)
{
    parcels.push_back(plot("3", 500));
    const ChangeObject far = weighed(ChangeKind::Extended, box(500, 5, 510, 15));
    EXPECT_EQ(far.probability, 0.8);
    EXPECT_EQ(far.kind, ChangeKind::Extended);
    EXPECT_TRUE(far.evidence.empty());
    EXPECT_EQ(record.not_covered, 1);
    EXPECT_EQ(record.weighed, 0);
}

} // namespace
} // namespace didban
