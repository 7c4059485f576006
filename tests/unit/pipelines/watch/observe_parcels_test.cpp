#include "pipelines/watch/observe_parcels.h"

#include "support/memory_data_access.h"

#include <gtest/gtest.h>

#include <limits>

namespace didban {
namespace {

constexpr double west = 495000, north = 4266000, pixel = 2;
constexpr std::int64_t width = 40, height = 20;

/// A parcel over these pixels of the map.
Parcel parcel(double x0, double y0, double x1, double y1)
{
    const auto at = [](double x, double y) { return Point{west + x * pixel, north - y * pixel}; };
    Parcel out;
    out.shape.parts = {{{at(x0, y1), at(x1, y1), at(x1, y0), at(x0, y0)}, {}}};
    return out;
}

/// A change map whose columns from 20 on were not seen.
test::MemoryRaster half_seen()
{
    std::vector<float> pixels;
    for (std::int64_t y = 0; y < height; ++y)
        for (std::int64_t x = 0; x < width; ++x)
            pixels.push_back(x < width / 2 ? 0.25F : std::numeric_limits<float>::quiet_NaN());
    test::MemoryRaster map;
    map.info.width = width;
    map.info.height = height;
    map.info.transform = GeoTransform::north_up_at(west, north, pixel);
    map.info.crs = Crs::parse("EPSG:32638");
    map.bands = {pixels};
    return map;
}

TEST(ObserveParcels, ShareOfEachParcelThatTheMapSaw)
{
    const test::MemoryDataAccess data;
    data.put("change.tif", half_seen());
    const std::vector<Parcel> parcels{parcel(2, 2, 12, 12), parcel(15, 5, 25, 15), parcel(30, 2, 38, 10),
                                      parcel(100, 100, 120, 120)};
    for (const int threads : {1, 2}) {
        RunOptions run;
        run.threads = threads;
        run.tile_size = 16;
        const std::vector<double> shares = observed_shares(data, "change.tif", parcels, run);
        ASSERT_EQ(shares.size(), parcels.size());
        EXPECT_NEAR(shares[0], 1, 1e-9) << "wholly seen";
        EXPECT_NEAR(shares[1], 0.5, 1e-9) << "across the edge of what was seen";
        EXPECT_EQ(shares[2], 0) << "under the cloud";
        EXPECT_EQ(shares[3], 0) << "beyond the map";
    }
}

TEST(ObserveParcels, WhetherAnyParcelLiesOnTheGrid)
{
    const WorkingGrid grid{width, height, GeoTransform::north_up_at(west, north, pixel), Crs::parse("EPSG:32638")};
    EXPECT_TRUE(any_parcel_on(grid, {parcel(100, 100, 120, 120), parcel(35, 15, 60, 30)}));
    EXPECT_FALSE(any_parcel_on(grid, {parcel(100, 0, 120, 10)}));
    EXPECT_FALSE(any_parcel_on(grid, {}));
}

} // namespace
} // namespace didban
