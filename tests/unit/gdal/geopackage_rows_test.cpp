#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <random>

using namespace didban;

namespace {

double drawn(std::mt19937_64& random)
{
    return std::uniform_real_distribution<double>(0, 1000)(random);
}

MultiPolygon drawn_shape(std::mt19937_64& random)
{
    MultiPolygon shape;
    shape.parts.resize(1 + random() % 3);
    for (Polygon& part : shape.parts) {
        const double x = drawn(random), y = drawn(random);
        part.outer = {{x, y}, {x + 9, y}, {x + 9 + drawn(random), y + 9}, {x, y + 9}};
        if (random() % 3 == 0)
            part.holes = {{{x + 1, y + 1}, {x + 2, y + 1}, {x + 2, y + 2}}};
    }
    return shape;
}

/// X'…' of a stored geometry.
std::string blob_of(const char* wkt, OGRwkbByteOrder order = wkbNDR)
{
    OGRGeometry* raw = nullptr;
    EXPECT_EQ(OGRGeometryFactory::createFromWkt(wkt, nullptr, &raw), OGRERR_NONE) << wkt;
    const std::unique_ptr<OGRGeometry> shape(raw);
    std::vector<unsigned char> bytes(shape->WkbSize());
    shape->exportToWkb(order, bytes.data(), wkbVariantIso);
    std::string out = std::string("X'475000") + (shape->IsEmpty() ? "11" : "01") + "00000000";
    for (const unsigned char byte : bytes)
        for (const int digit : {byte >> 4, byte & 15})
            out += "0123456789ABCDEF"[digit];
    return out + "'";
}

/// What other programs, or nobody in his senses, may have stored.
std::string drawn_oddity(std::mt19937_64& random)
{
    const std::vector<std::string> oddities{
        "floors = 'many'",
        "floors = 2.5",
        "height = 'tall'",
        "height = 7",
        "height = 9e999",
        "note = NULL",
        "note = CAST(X'C7E1CCE4' AS TEXT)",
        "note = CAST(X'410042' AS TEXT)",
        "note = X'0102'",
        "geom = NULL",
        "geom = X'00'",
        "geom = X'4750000100000000'",
        "geom = " + blob_of("POINT (1 2)"),
        "geom = " + blob_of("LINESTRING (0 0,5 0,5 5,0 0)"),
        "geom = " + blob_of("POLYGON ((0 0,5 0,5 5,0 0))"),
        "geom = " + blob_of("POLYGON ((0 0,5 0,5 5,0 0))", wkbXDR),
        "geom = " + blob_of("POLYGON ((0 0,5 0,5 5,1 3))"),
        "geom = " + blob_of("POLYGON Z ((0 0 1,5 0 1,5 5 1,0 0 1))"),
        "geom = " + blob_of("POLYGON EMPTY"),
        "geom = " + blob_of("MULTIPOLYGON (((0 0,5 0,5 5,0 0)),((9 9,9 8,8 8,9 9)))"),
        "geom = " + blob_of("CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0))"),
        "geom = " + blob_of("GEOMETRYCOLLECTION (POINT (1 2),POLYGON ((0 0,5 0,5 5,0 0)))"),
        "geom = substr(geom, 1, 60)",
    };
    return oddities[random() % oddities.size()];
}

bool same(const FeatureGeometry& a, const FeatureGeometry& b)
{
    return a.null == b.null && a.unclosed_ring == b.unclosed_ring && a.lines == b.lines && a.points == b.points &&
           std::equal(a.polygons.parts.begin(), a.polygons.parts.end(), b.polygons.parts.begin(),
                      b.polygons.parts.end(),
                      [](const Polygon& p, const Polygon& q) { return p.outer == q.outer && p.holes == q.holes; });
}

class GeoPackageRowsLaw : public testing::TestWithParam<unsigned> {};

TEST_P(GeoPackageRowsLaw, EqualOgrsFeatures)
{
    std::mt19937_64 random(GetParam());
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "a.gpkg").string();
    const GdalDataAccess data;
    std::vector<std::string> ids;
    {
        const auto sink = data.create_features(path, "GPKG");
        sink->begin_layer({"pl\"ots",
                           Crs::parse("EPSG:32639"),
                           {{"id", FieldType::Text},
                            {"note", FieldType::Text},
                            {"floors", FieldType::Integer},
                            {"height", FieldType::Real}}});
        for (int i = 0; i < 200; ++i) {
            Feature row;
            ids.push_back("row " + std::to_string(i));
            row.values = {ids.back(), std::string(random() % 30, 'n'), static_cast<std::int64_t>(random()),
                          drawn(random)};
            row.geometry = {drawn_shape(random), {}, {}, false};
            sink->write(row);
        }
        sink->finish();
    }
    CPLPushErrorHandler(CPLQuietErrorHandler);
    {
        const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        file->StartTransaction();
        for (int i = 0; i < 40; ++i)
            file->ExecuteSQL(("UPDATE \"pl\"\"ots\" SET " + drawn_oddity(random) +
                              " WHERE fid = " + std::to_string(1 + random() % 200))
                                 .c_str(),
                             nullptr, nullptr);
        file->ExecuteSQL("DELETE FROM \"pl\"\"ots\" WHERE fid = 77", nullptr, nullptr);
        file->CommitTransaction();
    }
    CPLPopErrorHandler();

    FeatureQuery query;
    query.source = path;
    if (GetParam() % 2 == 0)
        query.fields = {"height", "id", "note", "floors"};
    const auto ours = data.open_features(query);
    query.only = KeyFilter{"id", ids}; // a filter is left to OGR
    const auto theirs = data.open_features(query);
    Feature a, b;
    int rows = 0;
    while (theirs->next(b)) {
        ASSERT_TRUE(ours->next(a)) << rows;
        EXPECT_EQ(a.fid, b.fid);
        EXPECT_EQ(a.values, b.values) << "row " << b.fid;
        EXPECT_TRUE(same(a.geometry, b.geometry)) << "row " << b.fid;
        ++rows;
    }
    EXPECT_FALSE(ours->next(a));
    EXPECT_FALSE(ours->next(a)) << "the end is the end";
    EXPECT_EQ(rows, 199);
    EXPECT_EQ(ours->text_report().guessed, theirs->text_report().guessed);
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeoPackageRowsLaw, testing::Range(1U, 31U));

} // namespace
