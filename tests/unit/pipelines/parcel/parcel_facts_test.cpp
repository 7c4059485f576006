#include "didban/gdal/gdal_data_access.h"
#include "pipelines/parcel/parcel_book.h"

#include <gtest/gtest.h>

#include <random>

// Facts from geometry on data-samples/arak: Azadi street (12 m, 14 m planned) runs along y = 0, plots lie north and
// south of it.
namespace didban {
namespace {

constexpr Date day{2025, 3, 21};

const ParcelBook& book()
{
    static const GdalDataAccess data;
    static const auto loaded = ParcelBook::load(data, DIDBAN_SOURCE_DIR "/data-samples/arak", RunOptions{});
    return *loaded;
}

ParcelFacts facts(const char* id)
{
    return book().facts(book().at(id), day);
}

TEST(ParcelFacts, PlainPlotNorthOfTheStreet)
{
    const ParcelFacts f = facts("3-1-10-2");
    ASSERT_EQ(f.passages.size(), 1U);
    EXPECT_EQ(f.passages[0].street_id, "S-1");
    EXPECT_EQ(f.passages[0].side, 'S');
    EXPECT_EQ(f.side, 'N');
    EXPECT_NEAR(*f.frontage_m, 10, 1e-6);
    EXPECT_NEAR(*f.depth_m, 25, 1e-6);
    EXPECT_EQ(f.passage_width_m, 14);
    EXPECT_EQ(f.corner, false);
    EXPECT_NEAR(f.passages[0].taken_m2.value(), 10, 1e-3); // a strip of 1 m
    EXPECT_EQ(facts("3-1-11-2").side, 'S');
}

TEST(ParcelFacts, CornerPlotFrontsBothStreets)
{
    const ParcelFacts f = facts("3-1-10-20"); // its east edge is 18 m from the middle of Imam street, 36 m wide
    ASSERT_EQ(f.passages.size(), 2U);
    EXPECT_EQ(f.passages[0].street_id, "S-2"); // the wider one first
    EXPECT_EQ(f.passage_width_m, 36);
    EXPECT_EQ(f.corner, true);
}

TEST(ParcelFacts, PlotBehindOthersKnowsNoPassage)
{
    const ParcelFacts f = facts("3-1-12-1");
    EXPECT_TRUE(f.passages.empty());
    EXPECT_FALSE(f.passage_width_m);
    EXPECT_FALSE(f.side);
}

TEST(ParcelFacts, OverlaySharesAreExact)
{
    const ParcelFacts f = facts("3-1-10-8"); // x 70 to 80, y 6 to 31; the overlay covers it from y = 15 up
    ASSERT_EQ(f.overlays.size(), 1U);
    EXPECT_NEAR(f.overlays[0].share, 16.0 / 25, 1e-9);
    EXPECT_EQ(f.overlays[0].distance_m, 0);
}

TEST(ParcelFacts, CompletedPermitGivesTheExistingBuilding)
{
    EXPECT_EQ(facts("3-1-10-3").existing_floors, 4);
    EXPECT_FALSE(facts("3-1-10-5").existing_floors); // begun, not completed
    EXPECT_FALSE(book().facts(book().at("3-1-10-3"), {2020, 1, 1}).existing_floors);
}

TEST(PlanData, PassageAndWideningOfAShape)
{
    const auto square = [](double y0, double y1) {
        return MultiPolygon{
            {{{{379050, 3773000 + y0}, {379060, 3773000 + y0}, {379060, 3773000 + y1}, {379050, 3773000 + y1}}, {}}}};
    };
    const auto on_street = book().plan().passages_meeting(square(4, 9));
    ASSERT_EQ(on_street.size(), 1U);
    EXPECT_NEAR(on_street[0].in_passage_m2, 20, 0.01);  // y 4 to 6
    EXPECT_NEAR(on_street[0].in_widening_m2, 10, 0.01); // y 6 to 7
    EXPECT_TRUE(book().plan().passages_meeting(square(8, 12)).empty());
    EXPECT_EQ(book().plan().jurisdiction_at(square(8, 12), day), Jurisdiction::City);
    EXPECT_EQ(book().plan().jurisdiction_at(square(5000, 5001), day), Jurisdiction::Art99);
}

// The shares of a random triangle in the two zones that a straight line parts add up to the triangle.
TEST(PlanData, ZoneSharesAddUp)
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> x(0, 190), y(3, 55);
    for (int seed = 0; seed < 200; ++seed) {
        Parcel p;
        p.shape = {{{{{379000 + x(random), 3773000 + y(random)},
                      {379000 + x(random), 3773000 + y(random)},
                      {379000 + x(random), 3773000 + y(random)}},
                     {}}}};
        normalise_orientation(p.shape);
        p.area_m2 = planar_area(p.shape);
        if (p.area_m2 < 600)
            continue;
        double sum = 0, smallest = 1;
        for (const ZoneShare& z : book().plan().facts(p, day).zones) {
            sum += z.share;
            smallest = std::min(smallest, z.share);
        }
        ASSERT_GE(sum, 1 - 0.011) << "seed " << seed; // a share below 1 % is left out
        ASSERT_LE(sum, 1 + 1e-9) << "seed " << seed;
    }
}

} // namespace
} // namespace didban
