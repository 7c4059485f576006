#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "pipelines/check/check_city.h"
#include "pipelines/city/read_buildings.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace didban {
namespace {

const Crs utm = Crs::parse("EPSG:32638");

/// An invented layer of footprints in longitude and latitude, and a city that names it.
class ReadBuildings : public testing::Test {
protected:
    ReadBuildings() { write("city.toml", head); }

    void write(const std::string& name, const std::string& content) const { std::ofstream(folder_ / name) << content; }
    /// A ring of points 1e-4 degrees apart from the corner at 44.95 E, 38.55 N.
    static std::string row(const std::string& properties, const std::string& ring)
    {
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" +
               (ring.empty() ? "null" : R"({"type":"Polygon","coordinates":[[)" + ring + "]]}") + "}";
    }
    void layer(const std::vector<std::string>& rows) const
    {
        std::string text = R"({"type":"FeatureCollection","features":[)";
        for (std::size_t i = 0; i < rows.size(); ++i)
            text += (i > 0 ? "," : "") + rows[i];
        write("buildings.geojson", text + "]}");
    }
    [[nodiscard]] City city(const std::string& table) const
    {
        write("city.toml", head + "[buildings]\nsource = \"buildings.geojson\"\n" + table);
        return read_city(folder_.string());
    }
    static std::int64_t count(const std::vector<Problem>& problems, const std::string& code)
    {
        const auto found =
            std::find_if(problems.begin(), problems.end(), [&](const Problem& p) { return p.code == code; });
        return found == problems.end() ? 0 : found->count;
    }

    const std::string head = "[city]\ncrs = \"EPSG:32638\"\n";
    const std::string square = "[44.95,38.55],[44.9501,38.55],[44.9501,38.5501],[44.95,38.5501],[44.95,38.55]";
    const std::string bow = "[44.95,38.55],[44.9501,38.5501],[44.9501,38.55],[44.95,38.5501],[44.95,38.55]";
    GdalDataAccess data_;
    test::TemporaryFolder folder_;
};

TEST_F(ReadBuildings, InAnyCrsMendedCountedAndDated)
{
    layer({row(R"("i":"a","b":"1398/02/11","d":null)", square),
           row(R"("i":"b","b":"2019-05-01","d":"2023-01-01")", bow), row(R"("i":"c","b":"old","d":null)", square),
           row(R"("i":"d","b":"2020-01-01","d":"2010-01-01")", square), row(R"("i":"e","b":null,"d":null)", "")});
    ProblemTally tally("[buildings]");
    const auto footprints =
        read_buildings(data_, city("fields = { id = \"i\", built = \"b\", demolished = \"d\" }\n"), utm, {}, tally);
    ASSERT_EQ(footprints.size(), 4U);
    EXPECT_NEAR(bounds(footprints[0].shape).x0, 495643, 1);
    EXPECT_EQ(footprints[0].built->iso(), "2019-05-01") << "the same day in the Jalali calendar";
    EXPECT_EQ(footprints[1].built, footprints[0].built);
    EXPECT_EQ(footprints[1].demolished->iso(), "2023-01-01");
    EXPECT_NEAR(planar_area(footprints[1].shape), planar_area(footprints[0].shape) / 2, 0.1) << "both wings of the bow";
    EXPECT_FALSE(footprints[3].built || footprints[3].demolished);
    EXPECT_EQ(tally.count("building.geometry.invalid"), 1);
    EXPECT_EQ(tally.count("building.geometry.missing"), 1);
    EXPECT_EQ(tally.count("building.date.unreadable"), 1);
    EXPECT_EQ(tally.count("building.date.order"), 1);
}

TEST_F(ReadBuildings, AnEmptyLayerIsCountedNotRefused)
{
    layer({});
    ProblemTally tally("[buildings]");
    EXPECT_TRUE(read_buildings(data_, city(""), utm, {}, tally).empty());
    EXPECT_EQ(tally.count("buildings.empty"), 1);
}

TEST_F(ReadBuildings, WrongLayersAndColumnsAreNamedWithTheirLine)
{
    layer({row(R"("built":"2019-05-01")", square)});
    const auto error_of = [&](const std::string& table) -> std::string {
        ProblemTally tally("[buildings]");
        try {
            (void)read_buildings(data_, city(table), utm, {}, tally);
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Configuration) << e.what();
            return e.what();
        }
        return "no error";
    };
    const std::string file = (folder_ / "city.toml").string();
    EXPECT_EQ(error_of("layer = \"roofs\"\n").rfind(file + ":5: ", 0), 0U) << error_of("layer = \"roofs\"\n");
    const std::string column = error_of("fields = { built = \"bilt\" }\n");
    EXPECT_EQ(column.rfind(file + ":5: ", 0), 0U) << column;
    EXPECT_NE(column.find("did you mean \"built\"?"), std::string::npos) << column;
}

TEST_F(ReadBuildings, CheckCountsThemAndSaysWhatIsWrong)
{
    layer({row(R"("i":"a")", square), row(R"("i":"b")", bow)});
    auto report = check_city(data_, city(""), {});
    EXPECT_EQ(report.buildings, 2);
    EXPECT_EQ(count(report.problems, "buildings.no_date"), 1);
    EXPECT_EQ(count(report.problems, "building.geometry.invalid"), 1);
    EXPECT_FALSE(report.stops_a_run());

    report = check_city(data_, city("as_of = 2024-01-01\nlayer = \"roofs\"\n"), {});
    EXPECT_EQ(count(report.problems, "buildings.no_date"), 0);
    EXPECT_EQ(count(report.problems, "buildings.unreadable"), 1);
    EXPECT_TRUE(report.stops_a_run());

    write("city.toml", head);
    EXPECT_FALSE(check_city(data_, read_city(folder_.string()), {}).buildings.has_value());
}

} // namespace
} // namespace didban
