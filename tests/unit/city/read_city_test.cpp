#include "didban/base/error.h"
#include "didban/city/city.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using didban::read_city;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test with the files that a city names.
class ReadCity : public testing::Test {
protected:
    ReadCity()
    {
        for (const char* name : {"a.tif", "b.tif", "cadastre.gpkg", "permits.csv", "plan.gpkg", "rules.toml"})
            write(name, "x");
    }

    void write(const std::string& name, const std::string& content) const
    {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << content;
    }

    [[nodiscard]] didban::City read(const std::string& toml) const
    {
        write("city.toml", toml);
        return read_city((folder_ / "city.toml").string());
    }

    [[nodiscard]] std::string error_of(const std::string& toml) const
    {
        try {
            (void)read(toml);
        } catch (const didban::Error& e) {
            EXPECT_EQ(e.kind(), didban::ErrorKind::Configuration) << e.what();
            return e.what();
        }
        return "no error";
    }

    didban::test::TemporaryFolder folder_;
};

const std::string head = "[city]\ncrs = \"EPSG:32638\"\n";
const std::string permits_fields = "fields = { id = \"n\", parcel = \"p\", issued = \"i\" }\n";

#define EXPECT_MENTIONS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(ReadCity, AWholeCity)
{
    const auto city = read(R"([city]
name = "Khoy"
name_fa = "خوی"
crs = "EPSG:32638"
ledger = "ledger.gpkg"
calendar = "jalali"
[[imagery.scene]]
id = "late"
acquired = 2025-06-14T07:31:00Z
path = "b.tif"
bands = ["blue", "green", "red", "nir"]
mask = "SCL"
sun_azimuth = 121.0
sun_elevation = 64
off_nadir = 7.5
view_azimuth = 105
[[imagery.scene]]
id = "early"
acquired = 2024-06-14
path = "a.tif"
kind = "dsm"
[cadastre]
source = "cadastre.gpkg"
layer = "parcels"
accuracy_m = 0.8
encoding = "Windows-1256"
fields = { id = "parcel_id", district = "district" }
[permits]
source = "PG:dbname=permits"
calendar = "jalali"
fields = { id = "permit_no", parcel = "parcel_id", issued = "issued" }
[plan]
source = "plan.gpkg"
rules = "rules.toml"
[detect]
detector = "irmad"
min_area_m2 = 30
memory_mb = 4096
[report]
languages = ["fa"]
imagery_mb = 40.5
formats = ["fgb"]
)");
    EXPECT_EQ(city.name_fa, "خوی");
    EXPECT_EQ(city.ledger, (folder_ / "ledger.gpkg").string());
    ASSERT_EQ(city.scenes.size(), 2U);
    EXPECT_EQ(city.scenes[0].id, "early") << "scenes stand by time";
    EXPECT_EQ(city.scenes[0].kind, didban::SceneKind::Dsm);
    EXPECT_EQ(city.scenes[0].acquired.iso(), "2024-06-14T00:00:00Z");
    EXPECT_EQ(city.scenes[1].mask, "SCL");
    EXPECT_EQ(city.scenes[1].path, (folder_ / "b.tif").string());
    EXPECT_EQ(city.scenes[1].sun_elevation, 64);
    EXPECT_EQ(city.cadastre->field("id"), "parcel_id");
    EXPECT_EQ(city.cadastre->encoding, "Windows-1256");
    EXPECT_DOUBLE_EQ(city.cadastre_accuracy_m, 0.8);
    EXPECT_EQ(city.permits->source, "PG:dbname=permits");
    EXPECT_EQ(city.permits->calendar, didban::Calendar::Jalali);
    EXPECT_EQ(city.memory_mb, 4096);
    EXPECT_EQ(city.languages, std::vector<std::string>{"fa"});
    EXPECT_DOUBLE_EQ(city.imagery_mb, 40.5);
    EXPECT_EQ(city.report_formats, std::vector<std::string>{"fgb"});
    EXPECT_EQ(city.where("cadastre.source"), city.file + ":23");
    EXPECT_EQ(read_city(folder_.string()).name, "Khoy") << "the folder stands for its city.toml";
}

TEST_F(ReadCity, BuildingFootprintsMayHaveADay)
{
    EXPECT_FALSE(read(head).buildings.has_value());
    auto city = read(head + "[buildings]\nsource = \"plan.gpkg\"\n");
    EXPECT_EQ(city.buildings->source, (folder_ / "plan.gpkg").string());
    EXPECT_FALSE(city.buildings_as_of.has_value());
    city =
        read(head + "[buildings]\nsource = \"plan.gpkg\"\nlayer = \"roofs\"\nencoding = \"UTF-8\"\nas_of = 2024-01-31\n"
                    "fields = { id = \"i\", built = \"b\", demolished = \"d\" }\n");
    EXPECT_EQ(city.buildings->layer, "roofs");
    EXPECT_EQ(city.buildings->field("demolished"), "d");
    EXPECT_EQ(city.buildings_as_of->iso(), "2024-01-31");
}

TEST_F(ReadCity, ErrorsNameFileLineAndRemedy)
{
    const std::string file = (folder_ / "city.toml").string();
    const auto starts = [&](const std::string& message, int line) {
        EXPECT_EQ(message.rfind(file + ":" + std::to_string(line) + ": ", 0), 0U) << message;
    };

    std::string message = error_of(head + "[cadastre]\nsource = \"cadastre.gpkg\"\naccuracy = 0.8\n");
    starts(message, 5);
    EXPECT_MENTIONS(message, "did you mean \"accuracy_m\"?");

    message = error_of(head + "\n[cadaster]\n");
    starts(message, 4);
    EXPECT_MENTIONS(message, "did you mean \"cadastre\"?");

    message = error_of(head + "[cadastre]\nsource = \"cadastr.gpkg\"\nfields = { id = \"x\" }\n");
    starts(message, 4);
    EXPECT_MENTIONS(message, "does not exist");

    message = error_of(head + "[permits]\nsource = \"permits.csv\"\nfields = { id = \"n\", issued = \"i\" }\n");
    starts(message, 5);
    EXPECT_MENTIONS(message, "\"parcel\"");

    message = error_of(head +
                       "[permits]\nsource = \"permits.csv\"\nfields = { id = \"n\", parcel = \"p\", isued = \"i\" }\n");
    starts(message, 5);
    EXPECT_MENTIONS(message, "did you mean \"issued\"?");

    message = error_of(head + "[buildings]\nsource = \"plan.gpkg\"\nasof = 2024-01-01\n");
    starts(message, 5);
    EXPECT_MENTIONS(message, "did you mean \"as_of\"?");

    message = error_of(head + "[buildings]\nsource = \"plan.gpkg\"\nfields = { bult = \"b\" }\n");
    starts(message, 5);
    EXPECT_MENTIONS(message, "did you mean \"built\"?");

    message = error_of(head + "[buildings]\nsource = \"plan.gpkg\"\nas_of = \"last spring\"\n");
    starts(message, 5);

    message = error_of("[city]\nname = \"x\"\n");
    EXPECT_MENTIONS(message, "crs is missing");

    message = error_of(head + "name = \"unterminated\n");
    starts(message, 3);
    EXPECT_MENTIONS(message, "TOML");
}

TEST_F(ReadCity, WrongUnitsAndWordsAreRefused)
{
    const std::string cadastre = head + "[cadastre]\nsource = \"cadastre.gpkg\"\nfields = { id = \"x\" }\n";
    EXPECT_MENTIONS(error_of(cadastre + "accuracy_m = \"0.8 m\"\n"), "number of metres");
    EXPECT_MENTIONS(error_of(cadastre + "accuracy_m = -1\n"), "between 0 and 100 metres");
    const std::string scene = head + "[[imagery.scene]]\nid = \"s\"\npath = \"a.tif\"\n";
    EXPECT_MENTIONS(error_of(scene), "undated");
    EXPECT_MENTIONS(error_of(scene + "acquired = 2025-06-14T07:31:00\n"), "offset from UTC");
    EXPECT_MENTIONS(error_of(scene + "acquired = \"1404/03/24\"\n"), "is no instant");
    EXPECT_MENTIONS(error_of(scene + "acquired = 2025-06-14\nsun_elevation = 100\n"), "degrees");
    EXPECT_MENTIONS(error_of(scene + "acquired = 2025-06-14\nkind = \"optcal\"\n"), "did you mean \"optical\"?");
    EXPECT_MENTIONS(error_of(scene + "acquired = 2025-06-14\nbands = [\"red\", \"red\"]\n"), "twice");
    EXPECT_MENTIONS(error_of(scene + "acquired = 2025-06-14\n" + scene.substr(head.size()) + "acquired = 2026-06-14\n"),
                    "two scenes with the id");
    EXPECT_MENTIONS(error_of(head + "[detect]\ndetector = \"mad\"\n"), "irmad");
    EXPECT_MENTIONS(error_of(head + "[detect]\ndetector = \"mad\"\n"), "evidence");
    EXPECT_MENTIONS(error_of(head + "[report]\nlanguages = [\"de\"]\n"), "fa, en");
    EXPECT_MENTIONS(error_of(head + "[report]\nimagery_mb = 201\n"), "between 0 and 200");
    EXPECT_MENTIONS(error_of(head + "[report]\nimagery_mb = 0.5\n"), "write 0");
    EXPECT_MENTIONS(error_of(head + "[report]\nformats = [\"kml\"]\n"), "fgb, parquet");
    EXPECT_MENTIONS(error_of(head + "calendar = 3\n"), "text in quotes");
}

TEST_F(ReadCity, StepsAndClocksOfItsCases)
{
    EXPECT_EQ(read(head).case_rules.find("stopped")->term->days, 7);
    const auto rules = read(head + R"([cases]
holidays = ["1405/01/02", "2026-03-21"]
[[cases.step]]
name = "stopped"
term = "5d"
[[cases.step]]
name = "detected"
term = "1m"
[[cases.step]]
name = "referred"
term = "none"
[[cases.step]]
name = "reminded"
name_fa = "یادآوری"
term = "48h"
until = ["sealed", "referred"]
)")
                           .case_rules;
    EXPECT_EQ(rules.holidays, (std::vector<didban::Date>{{2026, 3, 21}, {2026, 3, 22}}));
    EXPECT_EQ(rules.find("stopped")->term->days, 5);
    EXPECT_EQ(rules.find("stopped")->until, std::vector<std::string>{"referred"}) << "what is not said stays";
    EXPECT_EQ(rules.find("detected")->term->months, 1);
    EXPECT_FALSE(rules.find("referred")->term);
    EXPECT_EQ(rules.find("reminded")->term->days, 2);
    EXPECT_EQ(rules.find("reminded")->name_fa, "یادآوری");
    EXPECT_EQ(rules.find("reminded")->name_en, "reminded");
    EXPECT_MENTIONS(error_of(head + "[cases]\nholidays = [\"1405/13/01\"]\n"), "city.toml:4");
    EXPECT_MENTIONS(error_of(head + "[[cases.step]]\nname = \"stopped\"\nterm = \"a week\"\n"), "\"7d\"");
    EXPECT_MENTIONS(error_of(head + "[[cases.step]]\nname = \"stopped\"\nuntil = [\"refered\"]\n"), "no step");
    EXPECT_MENTIONS(error_of(head + "[[cases.step]]\nname = \"two words\"\n"), "a to z");
}

TEST_F(ReadCity, EnvironmentVariablesStandInValues)
{
    ::setenv("DIDBAN_TEST_PASSWORD", "s3cret", 1);
    const auto city =
        read(head + "[permits]\nsource = \"PG:dbname=k password=${DIDBAN_TEST_PASSWORD} user=u\"\n" + permits_fields);
    EXPECT_EQ(city.permits->source, "PG:dbname=k password=s3cret user=u");
    ::unsetenv("DIDBAN_TEST_PASSWORD");
    EXPECT_MENTIONS(error_of(head + "[permits]\nsource = \"PG:password=${DIDBAN_TEST_PASSWORD}\"\n" + permits_fields),
                    "DIDBAN_TEST_PASSWORD");
    EXPECT_MENTIONS(error_of(head + "[permits]\nsource = \"PG:${X\"\n" + permits_fields), "${");
}

TEST_F(ReadCity, PathsBehindArchivesAreRelativeToo)
{
    const auto city =
        read(head + "[cadastre]\nsource = \"/vsizip/old/maps.zip/parcels.shp\"\nfields = { id = \"x\" }\n");
    EXPECT_EQ(city.cadastre->source, "/vsizip/" + (folder_ / "old/maps.zip/parcels.shp").string());
}

TEST_F(ReadCity, AFolderWithoutCityTomlIsRefused)
{
    try {
        (void)read_city((folder_ / "nowhere").string());
        FAIL();
    } catch (const didban::Error& e) {
        EXPECT_MENTIONS(std::string(e.what()), "didban init");
    }
}

std::string item(const std::string& id, const std::string& datetime, const std::string& more_assets = "")
{
    return R"({"type":"Feature","stac_version":"1.0.0","id":")" + id + R"(","properties":{"datetime":)" + datetime +
           R"(,"view:sun_azimuth":150.5,"view:sun_elevation":60,"view:off_nadir":12,"view:azimuth":281},"assets":{"image":{"href":"./)" +
           id +
           R"(.tif","type":"image/tiff; application=geotiff","roles":["data"],"eo:bands":[{"name":"b1","common_name":"blue"},{"name":"pan"}]},)" +
           more_assets + R"("thumb":{"href":"t.png","roles":["thumbnail"]}}})";
}

TEST_F(ReadCity, StacInAllItsForms)
{
    const std::string with_catalog = head + "[imagery]\ncatalog = \"stac/catalog.json\"\n";
    const std::string dated = item("one", "\"2025-06-14T07:31:00Z\"", R"("m":{"href":"m.tif","roles":["cloud"]},)");

    write("stac/catalog.json", dated);
    auto city = read(with_catalog);
    ASSERT_EQ(city.scenes.size(), 1U);
    EXPECT_EQ(city.scenes[0].path, (folder_ / "stac/one.tif").string());
    EXPECT_EQ(city.scenes[0].mask, (folder_ / "stac/m.tif").string());
    EXPECT_EQ(city.scenes[0].bands, (std::vector<std::string>{"blue", "pan"}));
    EXPECT_EQ(city.scenes[0].sun_azimuth, 150.5);
    EXPECT_EQ(city.scenes[0].off_nadir, 12);
    EXPECT_EQ(city.scenes[0].view_azimuth, 281);

    write("stac/catalog.json",
          R"({"type":"FeatureCollection","features":[)" + dated + "," + item("two", "null") + "]}");
    city = read(with_catalog);
    ASSERT_EQ(city.scenes.size(), 1U);
    EXPECT_EQ(city.undated, std::vector<std::string>{"two"}) << "an undated image is named and left out";

    write(
        "stac/catalog.json",
        R"({"type":"Catalog","id":"c","links":[{"rel":"self","href":"catalog.json"},{"rel":"child","href":"2025/collection.json"}]})");
    write(
        "stac/2025/collection.json",
        R"({"type":"Collection","id":"d","links":[{"rel":"root","href":"../catalog.json"},{"rel":"child","href":"../catalog.json"},
        {"rel":"item","href":"one.json"},{"rel":"item","href":"three.json"}]})");
    write("stac/2025/one.json", dated);
    write("stac/2025/three.json",
          item("three", R"(null,"start_datetime":"2024-06-14T07:00:00Z","end_datetime":"2024-06-14T09:00:00Z")"));
    city = read(with_catalog);
    ASSERT_EQ(city.scenes.size(), 2U);
    EXPECT_EQ(city.scenes[0].id, "three");
    EXPECT_EQ(city.scenes[1].path, (folder_ / "stac/2025/one.tif").string());
}

TEST_F(ReadCity, StacHrefsMayBePercentEncodedAndOfThisMachine)
{
    write("stac/two words.tif", "x");
    const std::string file = (folder_ / "stac/two words.tif").string();
    for (const std::string& href : {std::string("two%20words.tif"), "file://localhost" + file, "file://" + file}) {
        write("stac/catalog.json",
              R"({"type":"Feature","id":"one","properties":{"datetime":"2025-06-14T07:31:00Z"},"assets":{"image":{)"
              R"("roles":["data"],"href":")" +
                  href + "\"}}}");
        const auto city = read(head + "[imagery]\ncatalog = \"stac/catalog.json\"\n");
        ASSERT_EQ(city.scenes.size(), 1U);
        EXPECT_EQ(city.scenes[0].path, file) << href;
    }
}

TEST_F(ReadCity, StacErrorsNameFileAndItem)
{
    const std::string with_catalog = head + "[imagery]\ncatalog = \"c.json\"\n";
    write("c.json", "{ not json");
    EXPECT_MENTIONS(error_of(with_catalog), "is no JSON");
    write("c.json", R"({"type":"Topology"})");
    EXPECT_MENTIONS(error_of(with_catalog), "Topology");
    write("c.json", R"({"type":"Feature","id":"x","properties":{"datetime":"2025-06-14T07:31:00Z"},"assets":{}})");
    EXPECT_MENTIONS(error_of(with_catalog), "item x has no image");
    write("c.json", item("one", "\"2025-06-14T07:31:00Z\"", R"("n":{"href":"n.tif","roles":["data"]},)"));
    EXPECT_MENTIONS(error_of(with_catalog), "gdalbuildvrt -separate");
    write("c.json", R"({"type":"Catalog","links":[{"rel":"item","href":"https://example.com/i.json"}]})");
    EXPECT_MENTIONS(error_of(with_catalog), "download");
}

TEST_F(ReadCity, WhatTheRegistersOwnWordsMean)
{
    const std::string permits = head + "[permits]\nsource = \"permits.csv\"\n" + permits_fields;
    const auto city =
        read(permits + "[permits.words]\nstatus = { \"Built\" = \"completed\" }\nuse = { R2 = \"other\" }\n");
    EXPECT_EQ(city.permits->words.at("status").at("Built"), "completed");
    EXPECT_EQ(city.permits->words.at("use").at("R2"), "other");
    EXPECT_EQ(city.permits->words.count("kind"), 0U);
    const std::string wrong = error_of(permits + "[permits.words]\nstatus = { \"Built\" = \"complete\" }\n");
    EXPECT_MENTIONS(wrong, "city.toml:7:");
    EXPECT_MENTIONS(wrong, "did you mean \"completed\"?");
    EXPECT_MENTIONS(error_of(permits + "[permits.words]\ncolour = { a = \"b\" }\n"), "unknown key \"colour\"");
}

TEST_F(ReadCity, ALayerOfThePlanMayGoByOtherNames)
{
    write("zoning.geojson", "x");
    const auto city =
        read(head + "[plan]\nsource = \"plan.gpkg\"\ncrs = \"EPSG:4326\"\n[plan.zones]\nsource = "
                    "\"zoning.geojson\"\nfields = { zone = \"ZONE_TYPE\" }\n[plan.streets]\nlayer = \"roads\"\n");
    EXPECT_EQ(city.plan_layer("zones").source, (folder_ / "zoning.geojson").string());
    EXPECT_EQ(city.plan_layer("zones").layer, "");
    EXPECT_EQ(city.plan_layer("zones").field("zone"), "ZONE_TYPE");
    EXPECT_EQ(city.plan_layer("zones").crs, "EPSG:4326");
    EXPECT_EQ(city.plan_layer("streets").source, city.plan_source);
    EXPECT_EQ(city.plan_layer("streets").layer, "roads");
    EXPECT_EQ(city.plan_layer("overlays").layer, "overlays");
    EXPECT_MENTIONS(error_of(head + "[plan.zones]\nlayer = \"a\"\n"), "[plan] has none either");
    EXPECT_MENTIONS(error_of(head + "[plan]\nsource = \"plan.gpkg\"\n[plan.zones]\nfields = { zon = \"Z\" }\n"),
                    "did you mean \"zone\"?");
}

TEST_F(ReadCity, AProfileStandsForTheFields)
{
    EXPECT_EQ(read(head + "[cadastre]\nsource = \"cadastre.gpkg\"\nprofile = \"ladm\"\ncrs = \"EPSG:4326\"\n")
                  .cadastre->profile,
              "ladm");
    EXPECT_MENTIONS(error_of(head + "[cadastre]\nsource = \"cadastre.gpkg\"\nprofile = \"blds\"\n"),
                    "is not one of ladm");
    EXPECT_MENTIONS(error_of(head + "[cadastre]\nsource = \"cadastre.gpkg\"\n"), "\"id\"");
}

TEST_F(ReadCity, LabelsAmongTheScenesOfACatalogueAreNoScenes)
{
    const std::string label =
        R"({"type":"Feature","id":"roofs","properties":{"datetime":"2025-06-01T00:00:00Z",)"
        R"("label:type":"vector","label:properties":null},"assets":{"labels":{"href":"r.geojson"}}})";
    const std::string scene = R"({"type":"Feature","id":"one","properties":{"datetime":"2025-06-01T00:00:00Z"},)"
                              R"("assets":{"image":{"href":"a.tif","roles":["data"],"raster:bands":[{"scale":0.0001,)"
                              R"("offset":-0.1},{"scale":0.0001}]}}})";
    write("catalog.json", R"({"type":"FeatureCollection","features":[)" + label + "," + scene + "]}");
    const auto city = read(head + "[imagery]\ncatalog = \"catalog.json\"\n");
    EXPECT_EQ(city.labels, std::vector<std::string>{"roofs"});
    ASSERT_EQ(city.scenes.size(), 1U);
    ASSERT_EQ(city.scenes[0].scaling.size(), 2U);
    EXPECT_EQ(city.scenes[0].scaling[0], (didban::Scaling{0.0001, -0.1}));
    EXPECT_EQ(city.scenes[0].scaling[1], (didban::Scaling{0.0001, 0}));
}

} // namespace
