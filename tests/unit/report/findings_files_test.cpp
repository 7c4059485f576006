#include "didban/report/findings_files.h"

#include "didban/base/error.h"
#include "didban/report/run_record.h"
#include "didban/report/text_file.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace didban {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Files : public testing::Test {
protected:
    Files()
    {
        finding.case_id = "C0123456789AB";
        finding.parcel_id = "7-12-104-3-0-0-0";
        finding.verdict = Verdict::Suspected;
        finding.violations = {"V100"};
        // Clockwise on purpose, with a hole: RFC 7946 wants the outer ring counter-clockwise.
        finding.shape = {{{{{500000, 4267000}, {500000, 4267020}, {500010, 4267020}, {500010, 4267000}},
                           {{{500004, 4267004}, {500006, 4267004}, {500006, 4267006}}}}}};
        finding.area_m2 = 200.126;
        finding.not_before = {2025, 6, 14};
        finding.not_after = {2026, 6, 20};
        finding.confidence = 0.93;
        finding.priority = 1;
        finding.reason_en = "He said \"no\", and left.";
        finding.reason_fa = "بنای جدید";
    }
    std::string path(const std::string& name) const { return (folder / name).string(); }
    std::string bytes(const std::string& name) const
    {
        std::ifstream file(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    test::TemporaryFolder folder;
    Finding finding;
    report::CaseStory story{
        "Mill Lane 4", "stopped", Deadline{"stopped", {2026, 7, 1}, {"referred"}, {2026, 7, 8}}, {}};
    Crs crs = Crs::parse("EPSG:32638");
};

double shoelace(const Json& ring)
{
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
               ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    return sum / 2;
}

TEST_F(Files, FindingsFollowRfc7946AndTheContract)
{
    report::write_findings_geojson(
        path("f.geojson"), {{finding}, {story}},
        {{{"change_map", "change_b.tif", "ab"}}, {{{"sheet", "evidence/C1/sheet.html", "cd"}}}, {}}, crs);
    const Json all = Json::parse(bytes("f.geojson"));
    ASSERT_EQ(all["features"].size(), 1U);
    const Json& p = all["features"][0]["properties"];
    for (const char* field :
         {"case_id",    "parcel_id",          "district", "verdict",        "violations",    "change",
          "area_m2",    "area_sigma_m2",      "height_m", "height_sigma_m", "not_before",    "not_after",
          "confidence", "parcel_probability", "priority", "permit_id",      "permit_status", "rules",
          "reason_en",  "reason_fa",          "evidence", "stage",          "address",       "due"})
        EXPECT_TRUE(p.contains(field)) << field;
    EXPECT_TRUE(p["district"].is_null());
    EXPECT_TRUE(p["height_m"].is_null()) << "unknown is null, never 0";
    EXPECT_DOUBLE_EQ(p["area_m2"].get<double>(), 200.13);
    EXPECT_EQ(p["not_after"], "2026-06-20");
    EXPECT_EQ(p["address"], "Mill Lane 4");
    EXPECT_EQ(p["due"], "2026-07-08");
    EXPECT_EQ(p["evidence"]["change_map"]["sha256"], "ab");
    EXPECT_EQ(p["evidence"]["sheet"]["path"], "evidence/C1/sheet.html") << "relative to the report's folder";
    const Json& rings = all["features"][0]["geometry"]["coordinates"];
    ASSERT_EQ(rings.size(), 2U);
    EXPECT_EQ(rings[0].front(), rings[0].back());
    EXPECT_GT(shoelace(rings[0]), 0);
    EXPECT_LT(shoelace(rings[1]), 0);
    EXPECT_NEAR(rings[0][0][0].get<double>(), 45.0, 1e-3);
    EXPECT_NEAR(rings[0][0][1].get<double>(), 38.55, 0.01);
}

TEST_F(Files, SliversThatVanishAtSevenDecimalsBecomeNullGeometry)
{
    finding.shape = {{{{{500000, 4267000}, {500000.001, 4267000}, {500000, 4267000.001}}, {}}}};
    report::write_findings_geojson(path("f.geojson"), {{finding}, {story}}, {}, crs);
    EXPECT_TRUE(Json::parse(bytes("f.geojson"))["features"][0]["geometry"].is_null());
}

TEST_F(Files, CsvHasABomQuotesAndNoFormulas)
{
    finding.permit_id = "=1+1";
    report::write_findings_csv(path("f.csv"), {{finding}, {story}}, crs);
    const std::string text = bytes("f.csv");
    EXPECT_EQ(text.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_NE(text.find("\"He said \"\"no\"\", and left.\""), std::string::npos);
    EXPECT_NE(text.find(",'=1+1,"), std::string::npos);
    EXPECT_NE(text.find(",Mill Lane 4,stopped,2026-07-08,"), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST_F(Files, ParcelsNotSeenHaveNoProbability)
{
    Parcel parcel;
    parcel.id = "a\tb\"c";
    parcel.shape = finding.shape;
    ParcelVerdict v;
    v.verdict = Verdict::NotSeen;
    v.observed_share = 0.1;
    const std::vector<Parcel> parcels{parcel};
    report::write_parcels_geojson(path("p.geojson"), parcels, {v}, {}, crs);
    const Json p = Json::parse(bytes("p.geojson"))["features"][0]["properties"];
    EXPECT_EQ(p["parcel_id"], "a\tb\"c");
    EXPECT_EQ(p["verdict"], "not_seen");
    EXPECT_TRUE(p["change_probability"].is_null());
}

TEST_F(Files, AParcelHasDatesWhereOthersThanTheRunsHaveShownIt)
{
    Parcel parcel;
    parcel.id = "a";
    parcel.shape = finding.shape;
    const std::vector<Parcel> parcels{parcel, parcel};
    ParcelVerdict first, second;
    second.parcel = 1;
    report::write_parcels_geojson(path("p.geojson"), parcels, {first, second}, {{1, {{2024, 5, 1}, {2025, 6, 2}}}},
                                  crs);
    const Json rows = Json::parse(bytes("p.geojson"))["features"];
    EXPECT_FALSE(rows[0]["properties"].contains("not_before"));
    EXPECT_EQ(rows[1]["properties"]["not_before"], "2024-05-01");
    EXPECT_EQ(rows[1]["properties"]["not_after"], "2025-06-02");
}

TEST_F(Files, AFindingRestsOnTheImagesThatShowedIt)
{
    const report::EvidenceBook book{{{"before", "a.tif", ""}}, {}, {{}, {{"before", "b.tif", ""}}}};
    EXPECT_EQ(book.sources(0).front().path, "a.tif");
    EXPECT_EQ(book.sources(1).front().path, "b.tif");
    EXPECT_EQ(book.sources(2).front().path, "a.tif");
}

TEST_F(Files, TimingIsTheOnlyPartOfRunJsonThatMayDiffer)
{
    report::RunRecord run;
    run.command = "watch";
    run.version = "1";
    run.parameters = {{"min_area_m2", 30.0}, {"detector", std::string("auto")}};
    run.timing = {{"align_s", 1.0}};
    report::write_run_json(path("a.json"), run);
    run.timing = {{"align_s", 2.0}, {"threads", std::int64_t{2}}};
    report::write_run_json(path("b.json"), run);
    Json a = Json::parse(bytes("a.json")), b = Json::parse(bytes("b.json"));
    EXPECT_NE(a, b);
    a.erase("timing");
    b.erase("timing");
    EXPECT_EQ(a, b);
}

TEST_F(Files, UnfinishedTextLeavesNothing)
{
    {
        TextFile file(path("x.txt"));
        file.write("half");
    }
    EXPECT_TRUE(fs::is_empty(folder));
    EXPECT_THROW(TextFile(path("no/such/folder/x.txt")), Error);
}

} // namespace
} // namespace didban
