#include "pipelines/review/land_evidence.h"

#include "didban/gdal/gdal_data_access.h"
#include "pipelines/cases/ledger.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

// One plot of 20 m by 20 m in a city whose map shows the first of June 2024, asked about on the first of September.
namespace didban {
namespace {

constexpr Date map_day{2024, 6, 1}, before_map{2024, 3, 1}, after_map{2024, 7, 20}, asked{2024, 9, 1};

class LandEvidenceTest : public testing::Test {
protected:
    LandEvidenceTest()
    {
        city.crs = Crs::parse("EPSG:32639");
        Parcel plot;
        plot.id = plot.key = "7";
        plot.shape = {{{{{379000, 3773000}, {379020, 3773000}, {379020, 3773020}, {379000, 3773020}}, {}}}};
        plot.area_m2 = 400;
        city.parcels = {plot};
    }
    /// [buildings]: one of 10 m by 10 m, on the plot or beside it.
    void map_shows(bool on_the_plot)
    {
        const int west = on_the_plot ? 379005 : 379045;
        const auto corner = [&](int x, int y) {
            return "[" + std::to_string(west + x) + "," + std::to_string(3773005 + y) + "]";
        };
        const std::string path = (folder / "buildings.geojson").string();
        std::ofstream(path) << R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                            << R"("urn:ogc:def:crs:EPSG::32639"}},"features":[{"type":"Feature","properties":{},)"
                            << R"("geometry":{"type":"Polygon","coordinates":[[)" << corner(0, 0) << ","
                            << corner(10, 0) << "," << corner(10, 10) << "," << corner(0, 10) << "," << corner(0, 0)
                            << "]]}}]}";
        city.city.buildings.emplace().source = path;
        city.city.buildings_as_of = map_day;
    }
    void images_show_a_change(const Period& period)
    {
        city.city.ledger = (folder / "ledger.gpkg").string();
        Ledger ledger(data, city.city.ledger, city.crs, TableAccess::Write, {});
        Ledger::Observation seen;
        seen.parcel_key = "7";
        seen.not_before = period.not_before;
        seen.not_after = period.not_after;
        seen.verdict = "suspected";
        ledger.observe(period, {seen});
        ledger.commit();
    }
    Permit& permit(PermitKind kind, const Date& issued)
    {
        Permit& p = city.permits.emplace_back();
        p.id = "P" + std::to_string(city.permits.size());
        p.parcel = p.parcel_key = "7";
        p.kind = kind;
        p.issued = issued;
        city.permits_known = true;
        return p;
    }
    void recorded(bool vacant) { city.land_records = {{vacant, {}}}; }
    [[nodiscard]] std::string said(const Date& on = asked) const
    {
        const auto book = ParcelBook::from(city, PlanData());
        const LandState land = LandEvidence(data, *book, on, {}).vacancy(0);
        return std::string(name(land.state)) + " | " + land.evidence;
    }

    GdalDataAccess data;
    test::TemporaryFolder folder;
    CityData city;
};

TEST_F(LandEvidenceTest, ACompletionWithoutADayIsOneAllTheSame)
{
    recorded(true);
    permit(PermitKind::New, {2020, 1, 1}).status = PermitStatus::Completed;
    EXPECT_EQ(said(), "not_empty | completion certificate of permit P1, day not recorded, recorded as empty");
    EXPECT_EQ(said({2019, 6, 1}), "recorded_empty | recorded as empty") << "before it was issued";
    map_shows(false);
    EXPECT_EQ(said(), "unknown | unknown: seen empty on 2024-06-01, completion certificate of permit P1, day not "
                      "recorded, recorded as empty");
}

TEST_F(LandEvidenceTest, ADemolitionSinceTheMapLeavesTheBuildingOpen)
{
    map_shows(true);
    EXPECT_EQ(said(), "not_empty | building on the map of 2024-06-01, 100 m²");
    Permit& demolition = permit(PermitKind::Demolition, before_map);
    demolition.completed = after_map;
    EXPECT_EQ(said(), "unknown | unknown: building on the map of 2024-06-01, 100 m², demolition certificate of permit "
                      "P1, 2024-07-20");
    EXPECT_EQ(said({2024, 7, 1}), "not_empty | building on the map of 2024-06-01, 100 m²");
    city.permits[0].completed = before_map; // what the map shows came later
    EXPECT_EQ(said().substr(0, 9), "not_empty");
    city.permits[0].completed.reset();
    city.permits[0].status = PermitStatus::Completed;
    EXPECT_EQ(said(), "unknown | unknown: building on the map of 2024-06-01, 100 m², demolition certificate of permit "
                      "P1, day not recorded");
}

TEST_F(LandEvidenceTest, AnyDemolitionMayBeLaterThanAMapWithoutADay)
{
    map_shows(true);
    city.city.buildings_as_of.reset();
    EXPECT_EQ(said(), "not_empty | building on a map without a day, 100 m²");
    permit(PermitKind::Demolition, before_map).completed = before_map;
    EXPECT_EQ(said(), "unknown | unknown: building on a map without a day, 100 m², demolition certificate of permit "
                      "P1, 2024-03-01");
}

TEST_F(LandEvidenceTest, WhatWasBuiltSinceADemolitionStands)
{
    map_shows(true);
    permit(PermitKind::Demolition, before_map).completed = after_map;
    permit(PermitKind::New, before_map).started = Date{2024, 8, 1};
    EXPECT_EQ(said(), "not_empty | building on the map of 2024-06-01, 100 m², work of permit P2 started on 2024-08-01");
    city.permits[1].started = before_map; // what stood before it did not come back
    EXPECT_EQ(said().substr(0, 7), "unknown");
}

TEST_F(LandEvidenceTest, ADemolitionOutweighsARecordWithoutADay)
{
    recorded(false);
    EXPECT_EQ(said(), "not_empty | recorded as built on");
    permit(PermitKind::Demolition, before_map).completed = after_map;
    EXPECT_EQ(said(), "unknown | unknown: demolition certificate of permit P1, 2024-07-20, recorded as built on");
}

TEST_F(LandEvidenceTest, AChangeSinceTheMapLeavesTheBuildingOpen)
{
    map_shows(true);
    images_show_a_change({map_day, after_map});
    EXPECT_EQ(said(), "unknown | unknown: building on the map of 2024-06-01, 100 m², a change was seen between "
                      "2024-06-01 and 2024-07-20");
    EXPECT_EQ(said({2024, 7, 1}), "not_empty | building on the map of 2024-06-01, 100 m²") << "seen later";
}

TEST_F(LandEvidenceTest, AChangeBeforeTheMapIsInTheMap)
{
    map_shows(true);
    images_show_a_change({before_map, map_day});
    EXPECT_EQ(said(), "not_empty | building on the map of 2024-06-01, 100 m²");
}

} // namespace
} // namespace didban
