#include "pipelines/align/align_scene.h"

#include "didban/base/error.h"
#include "didban/gdal/gdal_data_access.h"
#include "support/temporary_folder.h"
#include "unit/align/scenery.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <unistd.h>

namespace didban {
namespace {

using Place = std::function<std::pair<double, double>(double, double)>; ///< from a pixel centre to a point of the town

class AlignScene : public testing::Test {
protected:
    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    std::string write(const std::string& name, std::int64_t width, std::int64_t height,
                      const std::optional<GeoTransform>& transform, const Crs& crs,
                      const std::function<float(double, double)>& value, PixelType type = PixelType::Float32) const
    {
        RasterSpec spec;
        spec.width = width;
        spec.height = height;
        spec.type = type;
        spec.transform = transform;
        spec.crs = crs;
        const auto sink = data.create_raster(path(name), spec);
        std::vector<float> all;
        for (std::int64_t r = 0; r < height; ++r)
            for (std::int64_t c = 0; c < width; ++c)
                all.push_back(value(static_cast<double>(c) + 0.5, static_cast<double>(r) + 0.5));
        sink->write(1, {0, 0, width, height}, all);
        sink->finish();
        return path(name);
    }
    std::string town(const std::string& name, const test::Scenery& scenery, const Place& place,
                     std::int64_t size = 400) const
    {
        return write(name, size, size, std::nullopt, {}, [&](double x, double y) {
            const auto [u, v] = place(x, y);
            return static_cast<float>(scenery.at(u, v));
        });
    }
    AlignReport align(const std::string& reference, const std::string& target, AlignOptions options = {},
                      RunOptions run = {}) const
    {
        return align_scene(data, {reference, "", {}}, {target, "", {}}, path("out.tif"), options, run);
    }
    Raster<float> pixels(const std::string& file) const
    {
        const auto source = data.open_raster(file);
        Raster<float> all(source->info().extent());
        source->open()->read(1, all.window(), all.pixels());
        return all;
    }
    static std::string bytes(const std::string& file)
    {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    GdalDataAccess data;
    test::TemporaryFolder folder_;
};

/// Up to 3 pixels, with a smooth local part; where content stands that stood at (x, y).
std::pair<double, double> moved(double x, double y)
{
    return {x + 1.8 + 0.7 * std::sin(x / 90), y - 1.4 + 0.7 * std::cos(y / 110)};
}

/// The point whose content stands at (x, y) after `moved`.
std::pair<double, double> unmoved(double x, double y)
{
    double u = x, v = y;
    for (int k = 0; k < 8; ++k) {
        const auto [a, b] = moved(u, v);
        u += x - a;
        v += y - b;
    }
    return {u, v};
}

TEST_F(AlignScene, BringsContentBackToAFifthOfAPixel)
{
    for (unsigned seed = 1; seed <= 2; ++seed) {
        const test::Scenery scenery(seed, 400);
        const auto still = [](double x, double y) { return std::pair{x, y}; };
        const auto reference = town("a.tif", scenery, still);
        const auto report = align(reference, town("b.tif", scenery, unmoved));
        EXPECT_EQ(report.model, "spline") << "seed " << seed;
        EXPECT_LE(report.residual_px, 0.2) << "seed " << seed;
        EXPECT_GE(report.reliability, 0.8) << "seed " << seed;
        // What the field leaves over, judged by the pixels: compare with the town seen with a shift of a fifth of a
        // pixel.
        const auto out = pixels(path("out.tif")), a = pixels(reference);
        const auto near = scenery.seen(a.window(), [](double x, double y) { return std::pair{x + 0.14, y + 0.14}; });
        double left = 0, allowed = 0;
        for (std::int64_t r = 20; r < 380; ++r)
            for (std::int64_t c = 20; c < 380; ++c) {
                left += std::pow(static_cast<double>(out.at(c, r) - a.at(c, r)), 2);
                allowed += std::pow(static_cast<double>(near.at(c, r) - a.at(c, r)), 2);
            }
        EXPECT_LT(left, allowed) << "seed " << seed;
    }
}

TEST_F(AlignScene, AnIdenticalImageComesOutUnchanged)
{
    const test::Scenery scenery(3, 300);
    const auto image = town(
        "a.tif", scenery,
        [](double x, double y) {
            return std::pair{x, y};
        },
        300);
    const auto report = align(image, image);
    EXPECT_EQ(report.shift_x_px, 0);
    EXPECT_EQ(report.shift_y_px, 0);
    EXPECT_EQ(report.model, "none");
    EXPECT_EQ(report.overlap_share, 1);
    const auto a = pixels(image), b = pixels(path("out.tif"));
    EXPECT_TRUE(std::equal(a.pixels().begin(), a.pixels().end(), b.pixels().begin()));
}

TEST_F(AlignScene, RefusesUnrelatedAndFeaturelessPairsWithTheReason)
{
    const auto still = [](double x, double y) { return std::pair{x, y}; };
    const auto one = town("a.tif", test::Scenery(5, 300), still, 300),
               other = town("b.tif", test::Scenery(6, 300), still, 300);
    const auto flat = write("c.tif", 300, 300, std::nullopt, {}, [](double, double) { return 9.0F; });
    const auto nothing = write("d.tif", 300, 300, std::nullopt, {},
                               [](double, double) { return std::numeric_limits<float>::quiet_NaN(); });
    for (const auto& [target, kind] : {std::pair{other, ErrorKind::Unregistrable}, {flat, ErrorKind::Unregistrable}}) {
        try {
            (void)align(one, target);
            ADD_FAILURE() << target;
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), kind) << e.what();
            EXPECT_NE(std::string(e.what()).find(target), std::string::npos) << e.what();
            EXPECT_EQ(std::string(e.what()).find(" --"), std::string::npos) << "an option, in a library: " << e.what();
        }
    }
    AlignOptions keep;
    keep.keep_unregistrable = true;
    const auto report = align(one, other, keep);
    EXPECT_FALSE(report.co_registered);
    EXPECT_FALSE(report.note.empty());
    keep.co_register = false;
    EXPECT_THROW((void)align(one, nothing, keep), Error);
}

TEST_F(AlignScene, AStripThatStayedVerifiesTheGridsOfARemadeQuarter)
{
    const auto still = [](double x, double y) { return std::pair{x, y}; };
    for (unsigned seed = 11; seed <= 14; ++seed) {
        const test::Scenery old(seed, 400), fresh(seed + 100, 400);
        const auto before = town("a.tif", old, still);
        const auto remade = [&](double moved) {
            return write("b.tif", 400, 400, std::nullopt, {}, [&](double x, double y) {
                return static_cast<float>((y < 90 ? old : fresh).at(x - moved, y));
            });
        };
        const AlignReport here = align(before, remade(0));
        EXPECT_FALSE(here.co_registered) << "seed " << seed;
        EXPECT_TRUE(here.verified) << "seed " << seed;
        EXPECT_FALSE(here.note.empty());
        EXPECT_LE(here.residual_px, 3) << "seed " << seed;
        EXPECT_EQ(here.model, "none");
        AlignOptions keep;
        keep.keep_unregistrable = true;
        EXPECT_FALSE(align(before, remade(12), keep).verified) << "a strip 12 pixels off, seed " << seed;
    }
}

TEST_F(AlignScene, UnrelatedImagesHardlyEverVerifyTheirGrids)
{
    const auto still = [](double x, double y) { return std::pair{x, y}; };
    AlignOptions keep;
    keep.keep_unregistrable = true;
    int verified = 0;
    for (unsigned seed = 20; seed < 40; ++seed) {
        const auto report = align(town("a.tif", test::Scenery(seed, 300), still, 300),
                                  town("b.tif", test::Scenery(seed + 100, 300), still, 300), keep);
        EXPECT_FALSE(report.co_registered) << "seed " << seed;
        EXPECT_NE(report.note, "");
        EXPECT_EQ(report.verified, position_error_m(report, 0.1) < unchecked_registration_m) << "seed " << seed;
        verified += report.verified ? 1 : 0;
    }
    EXPECT_LE(verified, 2);
}

TEST_F(AlignScene, ImagesThatLieElsewhereAreRefusedEvenWhereGridsMayDecide)
{
    const test::Scenery scenery(7, 500);
    const auto a = town("a.tif", scenery, [](double x, double y) { return std::pair{x, y}; });
    const auto b = town("b.tif", scenery, [](double x, double y) { return std::pair{x - 70, y + 20}; });
    AlignOptions keep;
    keep.keep_unregistrable = true;
    try {
        (void)align(a, b, keep);
        ADD_FAILURE();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Unregistrable);
        EXPECT_NE(std::string(e.what()).find("pixels right"), std::string::npos) << e.what();
    }
}

TEST_F(AlignScene, RefusesAShiftBeyondTheSearch)
{
    const test::Scenery scenery(7, 400);
    const auto a = town("a.tif", scenery, [](double x, double y) { return std::pair{x, y}; });
    const auto b = town("b.tif", scenery, [](double x, double y) { return std::pair{x - 30, y}; });
    try {
        (void)align(a, b);
        ADD_FAILURE();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Unregistrable);
        EXPECT_NE(std::string(e.what()).find("30.0 pixels right"), std::string::npos) << e.what();
    }
    AlignOptions wide;
    wide.max_shift_px = 40;
    EXPECT_NEAR(align(a, b, wide).shift_x_px, 30, 0.1);
}

TEST_F(AlignScene, OtherCrsResolutionAndRotationLandOnTheReference)
{
    const test::Scenery scenery(8, 400);
    const Crs utm = Crs::parse("EPSG:32639"), lonlat = Crs::parse("EPSG:4326");
    const GeoTransform grid = GeoTransform::north_up_at(560000, 3615000, 0.5);
    const auto value_at = [&](const Point& p) { // UTM metres to the town's units, one per half metre
        return static_cast<float>(scenery.at((p.x - 560000) / 0.5, (3615000 - p.y) / 0.5));
    };
    const auto reference =
        write("a.tif", 400, 400, grid, utm, [&](double x, double y) { return value_at(grid.to_crs(x, y)); });
    const double turn = 0.2, size = 0.4;
    const GeoTransform turned{
        {559980, size * std::cos(turn), size * std::sin(turn), 3614990, size * std::sin(turn), -size * std::cos(turn)}};
    const auto rotated =
        write("b.tif", 700, 700, turned, utm, [&](double x, double y) { return value_at(turned.to_crs(x, y)); });
    const Transform to_lonlat(utm, lonlat), to_utm(lonlat, utm);
    const Point corner = to_lonlat({559990, 3615010});
    const GeoTransform degrees = GeoTransform::north_up_at(corner.x, corner.y, 5e-6);
    const auto geographic = write("c.tif", 520, 520, degrees, lonlat,
                                  [&](double x, double y) { return value_at(to_utm(degrees.to_crs(x, y))); });
    for (const auto& target : {rotated, geographic}) {
        const auto report = align(reference, target);
        EXPECT_TRUE(report.model == "none" || std::hypot(report.shift_x_px, report.shift_y_px) < 0.1)
            << target << " " << report.shift_x_px;
        EXPECT_GT(report.overlap_share, 0.8) << target;
        const auto a = pixels(reference), b = pixels(path("out.tif"));
        double error = 0;
        int count = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!std::isnan(b.pixels()[i])) {
                error += std::abs(static_cast<double>(a.pixels()[i] - b.pixels()[i]));
                ++count;
            }
        EXPECT_LT(error / count, 1.0) << target;
    }
}

TEST_F(AlignScene, PlacesThatDoNotOverlapAreNamed)
{
    const Crs utm = Crs::parse("EPSG:32639");
    const auto value = [](double x, double y) { return static_cast<float>(x + y); };
    const auto a = write("a.tif", 50, 50, GeoTransform::north_up_at(560000, 3615000, 1), utm, value);
    const auto b = write("b.tif", 50, 50, GeoTransform::north_up_at(570000, 3615000, 1), utm, value);
    try {
        (void)align(a, b);
        ADD_FAILURE();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::IncompatibleInput);
        EXPECT_NE(std::string(e.what()).find("do not overlap"), std::string::npos) << e.what();
    }
    EXPECT_FALSE(std::filesystem::exists(path("out.tif")));
}

TEST_F(AlignScene, MaskedPixelsAreMissingAndDoNotMislead)
{
    const test::Scenery scenery(9, 400), cloud(10, 400);
    const auto a = town("a.tif", scenery, [](double x, double y) { return std::pair{x, y}; });
    const auto b = write("b.tif", 400, 400, std::nullopt, {}, [&](double x, double y) {
        return static_cast<float>(x < 150 ? 3 * cloud.at(x, y) : scenery.at(x - 1.5, y - 0.5));
    });
    const auto mask = write(
        "m.tif", 400, 400, std::nullopt, {}, [](double x, double) { return x < 150 ? 1.0F : 0.0F; }, PixelType::Byte);
    const auto report = align_scene(data, {a, "", {}}, {b, mask, {}}, path("out.tif"), {}, {});
    EXPECT_NEAR(report.shift_x_px, 1.5, 0.1);
    EXPECT_NEAR(report.shift_y_px, 0.5, 0.1);
    const auto out = pixels(path("out.tif"));
    EXPECT_TRUE(std::isnan(out.at(100, 200)));
    EXPECT_FALSE(std::isnan(out.at(200, 200)));
}

TEST_F(AlignScene, ThreadsAndTilesDoNotChangeTheBytes)
{
    const test::Scenery scenery(11, 600);
    const auto a = town(
        "a.tif", scenery,
        [](double x, double y) {
            return std::pair{x, y};
        },
        1200);
    const auto b = town("b.tif", scenery, unmoved, 600);
    RunOptions run;
    run.threads = 1;
    run.tile_size = 256;
    (void)align(a, b, {}, run);
    const std::string first = bytes(path("out.tif"));
    run.threads = 2;
    run.tile_size = 1024;
    (void)align(a, b, {}, run);
    EXPECT_EQ(first, bytes(path("out.tif")));
}

} // namespace
} // namespace didban
