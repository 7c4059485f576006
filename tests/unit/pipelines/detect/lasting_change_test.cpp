#include "didban/gdal/gdal_data_access.h"
#include "didban/grid/raster.h"
#include "pipelines/detect/detect_change.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>
#include <unistd.h>

namespace didban {
namespace {

class LastingChange : public testing::Test {
protected:
    /// NDVI of 96 × 96 pixels of 10 m: 0.7 with noise; 0.1 in the blocks of 8 × 8 pixels at the given columns, missing
    /// at `unseen`.
    Look date(const std::string& name, const std::vector<std::int64_t>& bare, std::int64_t unseen = -100)
    {
        RasterSpec spec;
        spec.width = spec.height = 96;
        spec.transform = GeoTransform::north_up_at(500000, 4200000, 10);
        spec.crs = Crs::parse("EPSG:32638");
        spec.nodata = std::nan("");
        spec.band_names = {"ndvi"};
        const std::string path = (folder_ / (name + ".tif")).string();
        const auto sink = data_.create_raster(path, spec);
        std::mt19937 random(static_cast<std::uint32_t>(name.size() * 31 + static_cast<unsigned char>(name[0])));
        std::normal_distribution<float> noise(0, 0.02F);
        Raster<float> values(96, 96);
        for (std::int64_t y = 0; y < 96; ++y)
            for (std::int64_t x = 0; x < 96; ++x) {
                const auto in = [&](std::int64_t x0) { return y >= 40 && y < 48 && x >= x0 && x < x0 + 8; };
                const bool low = std::any_of(bare.begin(), bare.end(), in);
                values.at(x, y) = in(unseen) ? std::nanf("") : (low ? 0.1F : 0.7F) + noise(random);
            }
        sink->write(1, values.window(), values.pixels());
        sink->finish();
        Look look;
        static_cast<SceneFiles&>(look) = {path, "", {"ndvi"}};
        return look;
    }
    DetectResult run(const AlignedPair& pair, Raster<float>& map)
    {
        DetectOptions options;
        options.detector = DetectorChoice::Index;
        options.min_area_m2 = 1000;
        const std::string out = (folder_ / "change.tif").string();
        DetectResult result = detect_change(data_, pair, out, options, RunOptions{});
        map = Raster<float>(96, 96);
        data_.open_raster(out)->open()->read(1, map.window(), map.pixels());
        return result;
    }

    test::TemporaryFolder folder_;
    GdalDataAccess data_;
};

TEST_F(LastingChange, OnlyWhatLaterDatesShowTooIsKept)
{
    AlignedPair pair;
    pair.before = date("before", {});
    pair.after = date("after", {10, 40, 70}); // built, ploughed, built under a later cloud
    Raster<float> map;
    EXPECT_EQ(run(pair, map).objects.size(), 3U);

    pair.later = {date("later one", {10}, 70), date("later two", {10}, 70)};
    const DetectResult lasting = run(pair, map);
    ASSERT_EQ(lasting.objects.size(), 1U);
    EXPECT_EQ(lasting.objects[0].kind, ChangeKind::New);
    EXPECT_EQ(lasting.objects[0].evidence.at("persists"), 1);
    EXPECT_GE(map.at(14, 44), 0.5F);
    EXPECT_LT(map.at(44, 44), 0.5F);
    EXPECT_TRUE(std::isnan(map.at(74, 44))) << "no later date saw it: it cannot be said whether it lasts";
    EXPECT_LT(map.at(74, 20), 0.5F);
    EXPECT_FALSE(lasting.warnings.empty());
}

} // namespace
} // namespace didban
