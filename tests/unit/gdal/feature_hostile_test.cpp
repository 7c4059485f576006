#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace didban;
namespace fs = std::filesystem;

namespace {

class HostileFeatures : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& content) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return (folder_ / name).string();
    }

    [[nodiscard]] Error error_of(const FeatureQuery& query) const
    {
        try {
            const auto source = data_.open_features(query);
            Feature feature;
            while (source->next(feature)) {
            }
        } catch (const Error& e) {
            return e;
        }
        return {ErrorKind::Internal, "no error"};
    }

    [[nodiscard]] Feature first(const FeatureQuery& query) const
    {
        Feature feature;
        EXPECT_TRUE(data_.open_features(query)->next(feature));
        return feature;
    }

    static FeatureQuery table(const std::string& source, const std::string& encoding = {})
    {
        return {.source = source, .layer = {}, .fields = {}, .encoding = encoding, .area = {}};
    }

    GdalDataAccess data_;
    test::TemporaryFolder folder_;
};

TEST_F(HostileFeatures, MessagesNameTheInputAndTheFault)
{
    const auto says = [&](const std::string& source, const std::string& part) {
        const Error error = error_of(table(source));
        EXPECT_EQ(error.kind(), ErrorKind::UnreadableInput) << error.what();
        EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
        EXPECT_EQ(std::string(error.what()).rfind(source, 0), 0U) << error.what();
    };
    says(write("text.gpkg", "this is no GeoPackage, only text\n"), "no table that OGR can read");
    says(write("empty.gpkg", ""), "the file is empty");
    says((folder_ / "absent.gpkg").string(), "no such file");
    says(write("cut.geojson", R"({"type":"FeatureCollection","features":[{"type":"Fea)"), "no table that OGR can read");
}

TEST_F(HostileFeatures, PasswordsAreNotRepeated)
{
    const Error error =
        error_of(table("PG:host=127.0.0.1 port=9 dbname=khoy user=u password='very secret' connect_timeout=1"));
    EXPECT_EQ(error.kind(), ErrorKind::UnreadableInput);
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("password=***"), std::string::npos) << error.what();
}

TEST_F(HostileFeatures, GeometriesOfEveryKind)
{
    const auto shape = [&](const std::string& geometry) {
        const std::string path = write(
            "g.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)" +
                             geometry + "}]}");
        return first(table(path)).geometry;
    };
    EXPECT_TRUE(shape("null").null);
    const auto collection = shape(R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2,99]},
        {"type":"Polygon","coordinates":[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]},{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}]})");
    EXPECT_EQ(collection.polygons.parts.size(), 1U);
    EXPECT_EQ(collection.lines.size(), 1U);
    EXPECT_EQ(collection.points.size(), 1U);
    EXPECT_TRUE(shape(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]})").unclosed_ring);
    const auto empty = shape(R"({"type":"Polygon","coordinates":[]})");
    EXPECT_TRUE(empty.polygons.empty());
}

TEST_F(HostileFeatures, CurvesAreLinearised)
{
    const std::string path =
        write("c.csv", "id,WKT\n1,\"CURVEPOLYGON (CIRCULARSTRING (0 0,10 10,20 0,10 -10,0 0))\"\n");
    const auto geometry = first({.source = path, .layer = {}, .fields = {"id"}, .encoding = {}, .area = {}}).geometry;
    ASSERT_EQ(geometry.polygons.parts.size(), 1U);
    EXPECT_NEAR(planar_area(geometry.polygons), 314.16, 1) << "a circle of 10 m";
}

TEST_F(HostileFeatures, CsvSeparatorsMarksAndEncodings)
{
    using namespace std::string_literals;
    const std::pair<const char*, std::string> files[] = {
        {"comma.csv", "permit_no,use\nP-1,مسکونی\n"},
        {"semicolon.csv", "permit_no;use\nP-1;مسکونی\n"},
        {"tab.csv", "permit_no\tuse\nP-1\tمسکونی\n"},
        {"bom.csv", "\xEF\xBB\xBFpermit_no,use\r\nP-1,مسکونی\r\n"},
        {"cp1256.csv", "permit_no,use\nP-1,\xE3\xD3\x98\xE6\xE4\xED\n"},
        {"utf16.csv",
         "\xFF\xFEp\0e\0r\0m\0i\0t\0_\0n\0o\0,\0u\0s\0e\0\n\0P\0-\0\x31\0,\0\x45\x06\x33\x06\xA9\x06\x48\x06\x46\x06\xCC\x06\n\0"s},
    };
    for (const auto& [name, content] : files) {
        const Feature row = first(
            {.source = write(name, content), .layer = {}, .fields = {"permit_no", "use"}, .encoding = {}, .area = {}});
        EXPECT_EQ(as_text(row.values[0]), "P-1") << name;
        EXPECT_EQ(as_text(row.values[1]), std::string_view(name) == "cp1256.csv" ? "مسکوني" : "مسکونی") << name;
    }
}

TEST_F(HostileFeatures, TheNumberOfGuessedTextsIsReported)
{
    const auto source = data_.open_features(table(write("a.csv", "use,n\n\xE3\xD3\x98\xE6\xE4\xED,1\nplain,2\n")));
    Feature row;
    while (source->next(row)) {
    }
    EXPECT_EQ(source->text_report().guessed, 1);
    const auto declared = data_.open_features(table(write("b.csv", "use,n\n\xE3\xD3\x98\xE6\xE4\xED,1\n"), "cp1256"));
    ASSERT_TRUE(declared->next(row));
    EXPECT_EQ(as_text(row.values[0]), "مسکوني");
    EXPECT_EQ(declared->text_report().guessed, 0);
    EXPECT_EQ(declared->text_report().encoding, "Windows-1256");
    EXPECT_THROW((void)data_.open_features(table(write("c.csv", "use,n\nx,1\n"), "windows-klingon")), Error);
}

TEST_F(HostileFeatures, AHeaderAloneIsAnEmptyTable)
{
    const auto source = data_.open_features({.source = write("a.csv", "permit_no,1404\n"),
                                             .layer = {},
                                             .fields = {"permit_no"},
                                             .encoding = {},
                                             .area = {}});
    Feature row;
    EXPECT_FALSE(source->next(row));
}

/// A dBase table of one text column, by hand: only so can the language byte and raw bytes be chosen.
std::string dbf(char language, const std::string& column, const std::string& value, unsigned char width)
{
    std::string header(32, '\0');
    header[0] = 3;
    header[1] = 100;
    header[2] = header[3] = 1;
    header[4] = 1;                              // one record
    header[8] = static_cast<char>(32 + 32 + 1); // header length
    header[10] = static_cast<char>(static_cast<unsigned char>(1 + width));
    header[29] = language;
    std::string descriptor(32, '\0');
    descriptor.replace(0, column.size(), column);
    descriptor[11] = 'C';
    descriptor[16] = static_cast<char>(width);
    std::string record = " " + value;
    record.resize(1U + width, ' ');
    return header + descriptor + "\r" + record + "\x1A";
}

TEST_F(HostileFeatures, DbfTextByOptionThenCpgThenLanguageByteThenGuess)
{
    const std::string cp1256 = "\xE3\xD3\x98\xE6\xE4\xED"; // مسکوني
    const std::string utf8 = "مسکونی";
    const auto text = [&](const std::string& content, const std::string& cpg = {}, const std::string& option = {}) {
        fs::remove(folder_ / "t.cpg");
        if (!cpg.empty())
            write("t.cpg", cpg);
        const auto source = data_.open_features(table(write("t.dbf", content), option));
        Feature row;
        EXPECT_TRUE(source->next(row));
        return as_text(row.values.at(0)) + " by " + source->text_report().decided_by;
    };
    EXPECT_EQ(text(dbf(0, "USE", cp1256, 20)), "مسکوني by guess");
    EXPECT_EQ(text(dbf(0, "USE", utf8, 20)), "مسکونی by guess");
    EXPECT_EQ(text(dbf(87, "USE", cp1256, 20)), "مسکوني by guess") << "87 says: the code page of this computer";
    EXPECT_EQ(text(dbf(126, "USE", cp1256, 20)), "مسکوني by DBF language byte");
    EXPECT_EQ(text(dbf(126, "USE", utf8, 20), "UTF-8"), "مسکونی by .cpg");
    EXPECT_EQ(text(dbf(3, "USE", cp1256, 20), "1252", "Windows-1256"), "مسکوني by option")
        << "the user overrides what the file says";
}

TEST_F(HostileFeatures, HalfACharacterAtTheFieldWidthIsDropped)
{
    const std::string utf8 = "مسکونی"; // 12 bytes
    write("t.cpg", "UTF-8");
    const auto source = data_.open_features(table(write("t.dbf", dbf(0, "USE", utf8.substr(0, 11), 11))));
    Feature row;
    ASSERT_TRUE(source->next(row));
    EXPECT_EQ(as_text(row.values.at(0)), "مسکون");
    EXPECT_EQ(source->text_report().cut, 1);
    EXPECT_EQ(source->text_report().guessed, 0);
}

TEST_F(HostileFeatures, LongNamesFindTheirCutColumn)
{
    const std::string path = write("t.dbf", dbf(0, "PARCEL_IDE", "7-12-104-3", 20));
    EXPECT_EQ(as_text(first({.source = path, .layer = {}, .fields = {"PARCEL_IDENTIFIER"}, .encoding = {}, .area = {}})
                          .values[0]),
              "7-12-104-3");
}

TEST_F(HostileFeatures, NumbersAsKeysKeepTheirDigits)
{
    EXPECT_EQ(as_text(FieldValue(123456789012.0)), "123456789012");
    EXPECT_EQ(as_text(FieldValue(0.5)), "0.5");
    EXPECT_EQ(as_text(FieldValue(std::int64_t{-7})), "-7");
    EXPECT_EQ(as_text(FieldValue{}), "");
}

} // namespace
