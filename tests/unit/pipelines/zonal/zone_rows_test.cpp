#include "didban/gdal/gdal_data_access.h"
#include "pipelines/zonal/zonal.h"
#include "pipelines/zonal/zone_rows.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

namespace didban {
namespace {

double drawn(std::mt19937_64& random, double least, double most)
{
    return std::uniform_real_distribution<double>(least, most)(random);
}

Ring drawn_ring(std::mt19937_64& random)
{
    Ring ring(3 + random() % 6);
    for (Point& p : ring)
        p = {drawn(random, 0, 100), drawn(random, 0, 100)};
    return ring;
}

MultiPolygon drawn_shape(std::mt19937_64& random)
{
    MultiPolygon shape;
    shape.parts.resize(random() % 4);
    for (Polygon& part : shape.parts) {
        part.outer = drawn_ring(random);
        part.holes.resize(random() % 3);
        for (Ring& hole : part.holes)
            hole = drawn_ring(random);
    }
    return shape;
}

FieldValue drawn_value(std::mt19937_64& random)
{
    switch (random() % 4) {
    case 0:
        return {};
    case 1:
        return static_cast<std::int64_t>(random());
    case 2:
        return drawn(random, -1e6, 1e6);
    default:
        return std::string(random() % 40, 'x');
    }
}

bool same(const MultiPolygon& a, const MultiPolygon& b)
{
    return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                      [](const Polygon& p, const Polygon& q) { return p.outer == q.outer && p.holes == q.holes; });
}

class ZoneRowsLaw : public testing::TestWithParam<unsigned> {};

TEST_P(ZoneRowsLaw, ShapesComeBackAsTheyWere)
{
    std::mt19937_64 random(GetParam());
    std::vector<MultiPolygon> all(2 * zones_per_block + random() % zones_per_block);
    ZoneShapes shapes;
    for (MultiPolygon& shape : all)
        shapes.add(shape = drawn_shape(random));
    MultiPolygon out;
    for (std::size_t i = all.size(); i-- > 0; shapes.drop(i)) {
        shapes.read(i, out);
        ASSERT_TRUE(same(out, all[i])) << i;
        EXPECT_EQ(shapes.empty(i), all[i].empty());
        const Box box = bounds(all[i]), held = shapes.bounds(i);
        EXPECT_TRUE(box.x0 == held.x0 && box.y0 == held.y0 && box.x1 == held.x1 && box.y1 == held.y1) << i;
    }
}

TEST_P(ZoneRowsLaw, RowsAreWrittenInTheirOrderHoweverTheyAreFinished)
{
    std::mt19937_64 random(GetParam());
    const bool exact = GetParam() % 2 == 0, keep_shapes = GetParam() % 3 == 0;
    ZoneRows rows(2, exact, keep_shapes);
    std::vector<Feature> all(1 + random() % (3 * zones_per_block));
    for (Feature& row : all) {
        row.values = {drawn_value(random), drawn_value(random), std::string("text")};
        row.geometry.polygons = drawn_shape(random);
        rows.add(row);
    }
    EXPECT_EQ(rows.type_of(2), FieldType::Text);
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), random);
    const long double beyond_double = 9007199254740993;
    std::size_t next = 0;
    for (const std::size_t zone : order) {
        const std::vector<long double> figures{static_cast<long double>(zone), exact ? beyond_double : 0.5L};
        rows.finish(zone, figures, [&](const Feature& row, std::span<const long double> found) {
            ASSERT_LT(next, all.size());
            EXPECT_EQ(row.values, all[next].values);
            EXPECT_TRUE(same(row.geometry.polygons, keep_shapes ? all[next].geometry.polygons : MultiPolygon{}));
            EXPECT_EQ(found[0], next);
            EXPECT_EQ(found[1], figures[1]);
            ++next;
        });
    }
    EXPECT_EQ(next, all.size());
}

INSTANTIATE_TEST_SUITE_P(Seeds, ZoneRowsLaw, testing::Range(1U, 7U));

std::string text_of(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

TEST(ZonalFile, SameBytesWhateverMemoryAndThreads)
{
    const test::TemporaryFolder folder;
    const auto at = [&](const char* name) { return (folder.path() / name).string(); };
    const GdalDataAccess data;
    std::mt19937_64 random(5);
    const Crs crs = Crs::parse("EPSG:32639");
    {
        const auto sink = data.create_features(at("zones.gpkg"), "GPKG");
        sink->begin_layer({"zones", crs, {{"id", FieldType::Text}, {"floors", FieldType::Integer}}});
        for (int i = 0; i < 6000; ++i) { // several batches of the least memory
            const double x = 500000 + drawn(random, -20, 620), y = 4266000 - drawn(random, -20, 620), edge = 1 + i % 30;
            Feature zone;
            zone.values = {"zone " + std::to_string(i), std::int64_t{i}};
            zone.geometry.null = false;
            if (i % 500 != 0)
                zone.geometry.polygons.parts = {{{{x, y}, {x + edge, y}, {x + edge, y + edge}, {x, y + edge}}, {}}};
            sink->write(zone);
        }
        sink->finish();
    }
    RasterSpec info;
    info.width = info.height = 600;
    info.bands = 2;
    info.crs = crs;
    info.transform = GeoTransform{{500000, 1, 0, 4266000, 0, -1}};
    {
        std::vector<float> pixels(static_cast<std::size_t>(info.width * info.height));
        const auto sink = data.create_raster(at("image.tif"), info);
        for (int band = 1; band <= 2; ++band) {
            for (float& pixel : pixels)
                pixel = static_cast<float>(random() % 1000);
            sink->write(band, {0, 0, info.width, info.height}, pixels);
        }
        sink->finish();
    }
    for (const char* ending : {".csv", ".geojson"}) {
        std::string first;
        for (const auto& [memory, threads, tile] :
             {std::tuple{2048, 1, 1024}, {1, 1, 256}, {1, 2, 1024}, {64, 2, 256}}) {
            RunOptions run;
            run.memory_mb = memory;
            run.threads = threads;
            run.tile_size = tile;
            const std::string out = at("out") + ending;
            const auto report = zonal(data, at("image.tif"), at("zones.gpkg"), out,
                                      {{}, parse_statistics("count,sum,mean,min,max,stdev,median")}, run);
            EXPECT_EQ(report.zones, 6000);
            EXPECT_EQ(report.without_area, 12);
            if (first.empty())
                first = text_of(out);
            EXPECT_EQ(text_of(out), first) << memory << " MB, " << threads << " threads, tiles of " << tile;
        }
    }
}

} // namespace
} // namespace didban
