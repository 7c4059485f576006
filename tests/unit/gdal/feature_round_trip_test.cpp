#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace didban;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

Feature parcel(const std::string& id, double x, double y, std::int64_t floors = 2)
{
    Feature feature;
    feature.values = {id, floors, 12.5, std::string("2025-06-14")};
    // The outer ring clockwise and the hole counter-clockwise: the writer turns both.
    feature.geometry.polygons.parts = {
        {{{x, y}, {x, y + 20}, {x + 20, y + 20}, {x + 20, y}}, {{{x + 5, y + 5}, {x + 8, y + 5}, {x + 8, y + 8}}}}};
    feature.geometry.null = false;
    return feature;
}

const std::vector<FieldSpec> fields{{"parcel_id", FieldType::Text},
                                    {"floors", FieldType::Integer},
                                    {"height_m", FieldType::Real},
                                    {"seen", FieldType::Date}};

class Features : public testing::Test {
protected:
    [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }

    void write_parcels(const std::string& path, const std::string& format, const std::string& layer = "parcels") const
    {
        const auto sink = data_.create_features(path, format);
        sink->begin_layer({layer, Crs::parse("EPSG:32638"), fields, LayerSpec::Kind::MultiPolygon});
        sink->write(parcel("7-12-104-3", 495000, 4266000));
        sink->write(parcel("پلاک ۱۲", 495040, 4266000, 3));
        sink->finish();
    }

    [[nodiscard]] std::vector<Feature> read(const FeatureQuery& query) const
    {
        std::vector<Feature> all;
        const auto source = data_.open_features(query);
        Feature feature;
        while (source->next(feature))
            all.push_back(feature);
        return all;
    }

    GdalDataAccess data_;
    test::TemporaryFolder folder_;
};

TEST_F(Features, WhatIsWrittenIsRead)
{
    for (const auto& [name, format] :
         {std::pair("a.gpkg", "GPKG"), {"a.shp", "ESRI Shapefile"}, {"a.fgb", "FlatGeobuf"}}) {
        write_parcels(at(name), format);
        const auto rows = read({.source = at(name), .layer = {}, .fields = {}, .encoding = {}, .area = {}});
        ASSERT_EQ(rows.size(), 2U) << name;
        const Feature& second =
            as_text(rows[1].values[0]) == "پلاک ۱۲" ? rows[1] : rows[0]; // FlatGeobuf orders by place
        EXPECT_EQ(as_text(second.values[0]), "پلاک ۱۲") << name;
        EXPECT_EQ(as_text(second.values[1]), "3") << name;
        EXPECT_EQ(as_text(second.values[3]).substr(0, 10), "2025-06-14")
            << name << ": FlatGeobuf knows no days, only instants";
        ASSERT_EQ(second.geometry.polygons.parts.size(), 1U) << name;
        EXPECT_EQ(second.geometry.polygons.parts[0].outer.size(), 4U) << name << ": the closing point is not kept";
        EXPECT_NEAR(planar_area(second.geometry.polygons), 400 - 4.5, 1e-6) << name;
        EXPECT_FALSE(second.geometry.unclosed_ring);
        const auto source =
            data_.open_features({.source = at(name), .layer = {}, .fields = {}, .encoding = {}, .area = {}});
        EXPECT_TRUE(source->crs() == Crs::parse("EPSG:32638")) << name;
    }
}

TEST_F(Features, GeoJsonIsWgs84WithCounterClockwiseRings)
{
    write_parcels(at("a.geojson"), "GeoJSON");
    const auto source = data_.open_features(
        {.source = at("a.geojson"), .layer = {}, .fields = {"parcel_id"}, .encoding = {}, .area = {}});
    EXPECT_TRUE(source->crs() == Crs::wgs84());
    Feature feature;
    ASSERT_TRUE(source->next(feature));
    const Polygon& part = feature.geometry.polygons.parts.at(0);
    EXPECT_GT(signed_area(part.outer), 0);
    EXPECT_LT(signed_area(part.holes.at(0)), 0);
    EXPECT_NEAR(part.outer[0].x, 44.94, 0.02) << "longitude first";
    EXPECT_NEAR(part.outer[0].y, 38.54, 0.02);
}

TEST_F(Features, EqualContentIsEqualBytes)
{
    for (const auto& [name, format] :
         {std::pair("a.gpkg", "GPKG"), {"a.geojson", "GeoJSON"}, {"a.csv", "CSV"}, {"a.shp", "ESRI Shapefile"}}) {
        write_parcels(at(name), format);
        const std::string first = bytes_of(at(name));
        ASSERT_GT(first.size(), 50U) << name;
        write_parcels(at(name), format);
        EXPECT_TRUE(first == bytes_of(at(name))) << name;
    }
}

TEST_F(Features, WithoutFinishNothingIsLeftAndTheOldFileStays)
{
    write_parcels(at("a.gpkg"), "GPKG");
    const std::string before = bytes_of(at("a.gpkg"));
    {
        const auto sink = data_.create_features(at("a.gpkg"), "GPKG");
        sink->begin_layer({"parcels", Crs::parse("EPSG:32638"), fields, LayerSpec::Kind::MultiPolygon});
        sink->write(parcel("x", 0, 0));
        EXPECT_TRUE(before == bytes_of(at("a.gpkg")));
    }
    EXPECT_TRUE(before == bytes_of(at("a.gpkg")));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(Features, SeveralLayersAndTablesInOneGeoPackage)
{
    const auto sink = data_.create_features(at("a.gpkg"), "GPKG");
    sink->begin_layer({"parcels", Crs::parse("EPSG:32638"), fields, LayerSpec::Kind::MultiPolygon});
    sink->write(parcel("a", 0, 0));
    sink->begin_layer(
        {"permits", {}, {{"permit_no", FieldType::Text}, {"area", FieldType::Real}}, LayerSpec::Kind::None});
    Feature permit;
    permit.values = {std::string("P-1"), std::monostate{}};
    sink->write(permit);
    sink->finish();
    EXPECT_EQ(data_.layers(at("a.gpkg")), (std::vector<std::string>{"parcels", "permits"}));
    const auto rows = read({.source = at("a.gpkg"), .layer = "permits", .fields = {}, .encoding = {}, .area = {}});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].geometry.null);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(rows[0].values[1])) << "null stays null";
    try {
        (void)data_.open_features({.source = at("a.gpkg"), .layer = {}, .fields = {}, .encoding = {}, .area = {}});
        FAIL() << "which of two layers?";
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("parcels, permits"), std::string::npos) << e.what();
    }
}

TEST_F(Features, OnlyTheAreaAskedFor)
{
    write_parcels(at("a.gpkg"), "GPKG");
    const auto rows = read({.source = at("a.gpkg"),
                            .layer = {},
                            .fields = {"parcel_id"},
                            .encoding = {},
                            .area = Box{495030, 4266000, 495100, 4266100}});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(as_text(rows[0].values[0]), "پلاک ۱۲");
}

TEST_F(Features, ColumnsInTheOrderAskedForAndNamesForgiven)
{
    write_parcels(at("a.gpkg"), "GPKG");
    const auto rows = read({.source = at("a.gpkg"),
                            .layer = {},
                            .fields = {"floors", "PARCEL_ID"},
                            .encoding = {},
                            .area = {},
                            .geometry = false});
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(as_text(rows[0].values[0]), "2");
    EXPECT_EQ(as_text(rows[0].values[1]), "7-12-104-3");
    EXPECT_TRUE(rows[0].geometry.null);
    try {
        (void)read({.source = at("a.gpkg"), .layer = {}, .fields = {"parcelid"}, .encoding = {}, .area = {}});
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Configuration);
        EXPECT_NE(std::string(e.what()).find("did you mean \"parcel_id\"?"), std::string::npos) << e.what();
    }
}

TEST_F(Features, UnwritableTargetsAreRefused)
{
    EXPECT_THROW((void)data_.create_features(at("no/such/folder/a.gpkg"), "GPKG"), Error);
    EXPECT_THROW((void)data_.create_features(at("a.xyz"), "Nonsense"), Error);
    EXPECT_TRUE(fs::is_empty(folder_));
}

} // namespace
