#include "didban/base/error.h"
#include "didban/city/city.h"
#include "pipelines/check/check_city.h"
#include "pipelines/city/city_data.h"
#include "support/memory_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

using namespace didban;

namespace {

/// Metres from an invented corner in Khoy's UTM zone.
Ring local(Ring ring)
{
    for (Point& p : ring)
        p = {p.x + 495000, p.y + 4266000};
    return ring;
}

Ring square(double x, double y, double edge = 20)
{
    return local({{x, y}, {x + edge, y}, {x + edge, y + edge}, {x, y + edge}});
}

struct Row {
    std::string id;
    FeatureGeometry geometry;
};

Row polygon(const std::string& id, Ring ring)
{
    Row row{id, {}};
    row.geometry.null = false;
    row.geometry.polygons.parts = {{std::move(ring), {}}};
    return row;
}

/// A small invented city, in memory.
class CityDataTest : public testing::Test {
protected:
    CityDataTest()
    {
        city_.file = "city.toml";
        city_.crs = "EPSG:32638";
        city_.cadastre.emplace().source = "cadastre";
        city_.cadastre->fields = {{"id", "parcel_id"}};
    }

    void cadastre(const std::vector<Row>& rows, const std::string& crs = "EPSG:32638") const
    {
        test::MemoryTable table{"parcels", crs.empty() ? Crs{} : Crs::parse(crs), {"parcel_id"}, {}};
        for (const Row& row : rows)
            table.rows.push_back({0, {row.id}, row.geometry});
        data_.put("cadastre", std::move(table));
    }

    void permits(const std::string& lines)
    {
        city_.permits.emplace().source = "permits";
        city_.permits->calendar = Calendar::Jalali;
        city_.permits->fields = {{"id", "no"},
                                 {"parcel", "parcel"},
                                 {"issued", "issued"},
                                 {"completed", "completed"},
                                 {"coverage", "coverage"},
                                 {"kind", "kind"}};
        data_.put("permits", test::table_of_texts(lines));
    }

    [[nodiscard]] CityData load(const RunOptions& run = {}) const { return load_city_data(data_, city_, run); }

    static std::map<std::string, std::int64_t> counts(const std::vector<Problem>& problems)
    {
        std::map<std::string, std::int64_t> all;
        for (const Problem& problem : problems)
            all[problem.code] += problem.count;
        return all;
    }

    [[nodiscard]] std::string error_of_load() const
    {
        try {
            (void)load();
        } catch (const Error& e) {
            return e.what();
        }
        return "no error";
    }

    test::MemoryDataAccess data_;
    City city_;
};

TEST_F(CityDataTest, ParcelsInWorkingCrsWithGeodesicArea)
{
    cadastre({polygon("7-12-104-3", {{44.95, 38.55}, {44.951, 38.55}, {44.951, 38.551}, {44.95, 38.551}})},
             "EPSG:4326");
    const auto data = load();
    ASSERT_EQ(data.parcels.size(), 1U);
    EXPECT_EQ(data.parcels[0].key, "7-12-104-3-0-0-0");
    EXPECT_NEAR(bounds(data.parcels[0].shape).x0, 495643, 1);
    EXPECT_NEAR(data.parcels[0].area_m2, 9678, 5) << "0.001° by 0.001° at 38.55° N";
    EXPECT_FALSE(data.permits_known);
}

TEST_F(CityDataTest, BrokenParcelsAreMendedCountedOrLeftOut)
{
    Row bow = polygon("1-1-1-2", local({{40, 0}, {60, 20}, {60, 0}, {40, 20}}));
    Row none{"1-1-1-3", {}};
    Row speck = polygon("1-1-1-4", local({{0, 50}, {1, 50}, {2, 50}}));
    cadastre({polygon("1-1-1-1", square(0, 0)), bow, none, speck, polygon("0-0-0-5-1-1-1", square(100, 0)),
              polygon("۱-۱-۱-۶", square(130, 0)), polygon("1-1-1-1", square(0, 40)), polygon("", square(200, 0))});
    const auto data = load();
    const auto count = counts(data.problems);
    EXPECT_EQ(count.at("parcel.geometry.invalid"), 1);
    EXPECT_EQ(count.at("parcel.geometry.missing"), 1);
    EXPECT_EQ(count.at("parcel.geometry.degenerate"), 1);
    EXPECT_EQ(count.at("parcel.code.reversed"), 1);
    EXPECT_EQ(count.at("parcel.text.persian_digits"), 1);
    EXPECT_EQ(count.at("parcel.id.duplicate"), 1);
    EXPECT_EQ(count.at("parcel.id.missing"), 1);
    ASSERT_EQ(data.parcels.size(), 5U);
    EXPECT_EQ(data.parcels[0].shape.parts.size(), 2U) << "rows of one key are one parcel";
    EXPECT_NEAR(planar_area(data.parcels[0].shape), 800, 1e-6);
    EXPECT_TRUE(data.parcels[1].repaired);
    EXPECT_NEAR(planar_area(data.parcels[1].shape), 200, 1e-6) << "both triangles of the bow tie";
    EXPECT_EQ(data.parcels[2].key, "1-1-1-5-0-0-0");
    EXPECT_EQ(data.parcels[3].key, "1-1-1-6-0-0-0");
    EXPECT_EQ(data.parcels[4].id, "row-8");
}

TEST_F(CityDataTest, WhatARunCannotWorkWithIsAnError)
{
    cadastre({polygon("a", square(0, 0))}, "");
    EXPECT_NE(error_of_load().find("no coordinate reference system"), std::string::npos) << error_of_load();
    cadastre({});
    EXPECT_NE(error_of_load().find("is empty"), std::string::npos) << error_of_load();
    cadastre({polygon("a", {{44.9, 38.5}, {44.91, 38.5}, {44.91, 38.51}})});
    EXPECT_NE(error_of_load().find("degrees"), std::string::npos) << error_of_load();
    cadastre({Row{"a", {}}});
    EXPECT_NE(error_of_load().find("none of its 1 rows has a polygon"), std::string::npos) << error_of_load();
    data_.forget("cadastre");
    EXPECT_NE(error_of_load().find("cadastre"), std::string::npos) << error_of_load();
}

TEST_F(CityDataTest, AGeographicWorkingCrsIsRefusedWithItsLine)
{
    const test::TemporaryFolder folder;
    for (const auto& [crs, why] : {std::pair("EPSG:4326", "geographic"),
                                   {"EPSG:3857", "Web Mercator"},
                                   {"EPSG:2225", "not in metres"},
                                   {"EPSG:999999", "not known"}}) {
        std::ofstream(folder / "city.toml") << "[city]\ncrs = \"" << crs << "\"\n";
        try {
            (void)working_crs(read_city(folder.string()));
            FAIL() << crs;
        } catch (const Error& e) {
            EXPECT_NE(std::string(e.what()).find("city.toml:2"), std::string::npos) << e.what();
            EXPECT_NE(std::string(e.what()).find(why), std::string::npos) << e.what();
        }
    }
}

const char* const dirty_permits = "no,parcel,issued,completed,coverage,kind\n"
                                  "P-1,1-1-1-1,1400/01/01,,0.6,new\n"
                                  "P-2,1-1-1-2,98/11/01,,60,نوسازي\n"
                                  "P-3,0-0-0-3-1-1-1,2020-01-21,,۶۰٪,new\n"
                                  "P-4,9-9-9-9,0000/00/00,,,new\n"
                                  "P-1,1-1-1-1,1402/01/01,,,المثنی\n"
                                  "P-5,1-1-1-1,1401/01/01,1400/01/01,,pool\n"
                                  "P-2,1-1-1-3,1401/01/01,,,new\n";

TEST_F(CityDataTest, DirtyPermitsAreCountedByKind)
{
    cadastre({polygon("1-1-1-1", square(0, 0)), polygon("1-1-1-2", square(30, 0)), polygon("1-1-1-3", square(60, 0))});
    permits(dirty_permits);
    const auto data = load();
    ASSERT_EQ(data.permits.size(), 6U) << "the re-issue of P-1 is one permit with its first row";
    EXPECT_TRUE(data.permits_known);
    EXPECT_EQ(data.permits[0].issued.iso(), "2021-03-21");
    EXPECT_EQ(data.permits[0].kind, PermitKind::New);
    EXPECT_EQ(data.permits[0].coverage, 0.6);
    const std::map<std::string, std::int64_t> expected{
        {"permit.date.two_digit_year", 1},    {"permit.date.other_calendar", 1},
        {"permit.date.mixed_calendars", 1},   {"permit.date.zero", 1},
        {"permit.date.issue_unreadable", 1},  {"permit.date.completed_before_issue", 1},
        {"permit.code.reversed", 1},          {"permit.coverage.mixed_units", 3},
        {"permit.id.duplicate", 1},           {"permit.id.reused", 1},
        {"permit.kind.unknown", 1},           {"permit.number.local_form", 1},
        {"permit.parcel.not_in_cadastre", 1}, {"permit.text.arabic_letters", 1},
    };
    auto found = counts(data.problems);
    EXPECT_EQ(found, expected);
    for (const Problem& problem : data.problems) {
        EXPECT_EQ(problem.level, "warning");
        EXPECT_FALSE(problem.examples.empty()) << problem.code;
        EXPECT_LE(problem.examples.size(), 5U);
    }
}

TEST_F(CityDataTest, TheSameWhateverTheNumberOfThreads)
{
    std::vector<Row> rows;
    for (int i = 0; i < 9000; ++i)
        rows.push_back(polygon("1-1-" + std::to_string(i % 8500) + "-1", square(30.0 * (i % 100), 30.0 * (i / 100))));
    cadastre(rows);
    std::string rows_of_permits = "no,parcel,issued,completed,coverage,kind\n";
    for (int i = 0; i < 9000; ++i)
        rows_of_permits += "P-" + std::to_string(i % 7000) + ",1-1-" + std::to_string(i % 8500) + "-1,13" +
                           std::to_string(80 + i % 20) + "/01/01,,,new\n";
    permits(rows_of_permits);
    RunOptions one;
    one.threads = 1;
    RunOptions two;
    two.threads = 2;
    const auto a = load(one);
    const auto b = load(two);
    ASSERT_EQ(a.parcels.size(), 8500U);
    ASSERT_EQ(a.parcels.size(), b.parcels.size());
    for (std::size_t i = 0; i < a.parcels.size(); ++i) {
        ASSERT_EQ(a.parcels[i].key, b.parcels[i].key);
        ASSERT_EQ(a.parcels[i].area_m2, b.parcels[i].area_m2);
    }
    ASSERT_EQ(a.permits.size(), b.permits.size());
    for (std::size_t i = 0; i < a.permits.size(); ++i)
        ASSERT_EQ(a.permits[i].row, b.permits[i].row);
    EXPECT_EQ(counts(a.problems), counts(b.problems));
}

TEST_F(CityDataTest, MorePermitsThanTheMemoryHoldsAreRefusedNotSwallowed)
{
    cadastre({polygon("1-1-1-1", square(0, 0))});
    std::string rows_of_permits = "no,parcel,issued,completed,coverage,kind\n";
    for (int i = 0; i < 5000; ++i)
        rows_of_permits += "P-" + std::to_string(i) + ",1-1-1-1,1400/01/01,,,new\n";
    permits(rows_of_permits);
    RunOptions run;
    run.memory_mb = 1;
    try {
        (void)load(run);
        FAIL();
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("--memory"), std::string::npos) << e.what();
    }
    EXPECT_EQ(load().permits.size(), 5000U);
    EXPECT_EQ(check_city(data_, city_, run).permits, 5000) << "the check streams them";
}

TEST_F(CityDataTest, AStopRequestEndsTheReading)
{
    cadastre({polygon("1-1-1-1", square(0, 0))});
    std::stop_source stop;
    stop.request_stop();
    RunOptions run;
    run.stop = stop.get_token();
    try {
        (void)load(run);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Interrupted);
    }
}

TEST_F(CityDataTest, CheckGoesOnAfterEachBrokenInput)
{
    permits(dirty_permits);
    Scene& scene = city_.scenes.emplace_back();
    scene.id = "a";
    scene.acquired = Instant::parse("2025-06-14T07:31:00Z").value();
    scene.path = "a.tif";
    const auto report = check_city(data_, city_, {});
    const auto count = counts(report.problems);
    EXPECT_EQ(count.at("cadastre.unreadable"), 1);
    EXPECT_EQ(count.at("imagery.unreadable"), 1);
    EXPECT_EQ(count.at("permit.date.two_digit_year"), 1);
    EXPECT_EQ(count.at("plan.none"), 1);
    EXPECT_EQ(report.permits, 7);
    EXPECT_TRUE(report.stops_a_run());
}

TEST_F(CityDataTest, CheckFindsOverlapsButNotCommonEdges)
{
    cadastre({polygon("a", square(0, 0)), polygon("b", square(20, 0)), polygon("c", square(38, 0)),
              polygon("d", square(0, 20)), polygon("e", square(100, 0, 30)), polygon("f", square(110, 10, 5)),
              polygon("g", square(200, 0)), polygon("h", square(200, 0))});
    const auto report = check_city(data_, city_, {});
    const auto overlap = std::find_if(report.problems.begin(), report.problems.end(),
                                      [](const Problem& p) { return p.code == "parcel.geometry.overlap"; });
    ASSERT_NE(overlap, report.problems.end());
    EXPECT_EQ(overlap->examples,
              (std::vector<std::string>{"b and c: 40.0 m²", "e and f: 25.0 m²", "g and h: 400.0 m²"}));
    EXPECT_FALSE(report.stops_a_run());
}

} // namespace
