#include "didban/align/resample.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace didban {
namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

WorkingGrid grid(std::int64_t width, std::int64_t height, const GeoTransform& transform)
{
    return {width, height, transform, {}};
}

/// `f` of pixel centres on the window.
template <class F>
Raster<float> image_of(const PixelWindow& window, const F& f)
{
    Raster<float> image(window);
    for (std::int64_t r = 0; r < window.height; ++r)
        for (std::int64_t c = 0; c < window.width; ++c)
            image.at(c, r) = static_cast<float>(
                f(static_cast<double>(window.x0 + c) + 0.5, static_cast<double>(window.y0 + r) + 0.5));
    return image;
}

Raster<float> warped(const Raster<float>& source, const WorkingGrid& from, const WorkingGrid& onto, Resampling how,
                     const Point& scale)
{
    const PixelMap map(onto, from);
    Raster<float> out;
    resample(how, scale, {&source, 1}, source_coordinates(map, {}, onto.extent()), {&out, 1});
    return out;
}

TEST(Resample, TheSameGridGivesTheSamePixels)
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> any(-1e4F, 1e4F);
    Raster<float> source(PixelWindow{-3, -3, 70, 56});
    for (float& v : source.pixels())
        v = any(random);
    source.at(20, 20) = missing;
    const auto same = grid(64, 50, GeoTransform::north_up_at(500000.3, 3600000.7, 0.3));
    const Raster<float> out = warped(source, same, same, Resampling::Cubic, {1, 1});
    for (std::int64_t r = 0; r < 50; ++r)
        for (std::int64_t c = 0; c < 64; ++c) {
            const float was = source.at(c + 3, r + 3);
            if (std::isnan(was))
                EXPECT_TRUE(std::isnan(out.at(c, r)));
            else
                EXPECT_EQ(out.at(c, r), was) << c << ", " << r;
        }
}

TEST(Resample, CubicReproducesAQuadraticThroughRotationAndScale)
{
    // Keys' kernel with a = -1/2 is exact for polynomials of second degree.
    const auto f = [](double x, double y) {
        return 3 + 0.5 * x - 0.25 * y + 0.01 * x * x - 0.02 * x * y + 0.015 * y * y;
    };
    const auto source_grid = grid(100, 100, GeoTransform{{0, 1, 0, 0, 0, -1}});
    const auto source = image_of({0, 0, 100, 100}, f);
    const double turn = 0.3, size = 0.8;
    const auto onto = grid(50, 50,
                           GeoTransform{{30, size * std::cos(turn), size * std::sin(turn), -25, size * std::sin(turn),
                                         -size * std::cos(turn)}});
    const Raster<float> out = warped(source, source_grid, onto, Resampling::Cubic, {1, 1});
    for (std::int64_t r = 0; r < 50; r += 7)
        for (std::int64_t c = 0; c < 50; c += 7) {
            const Point p = onto.transform.to_crs(static_cast<double>(c) + 0.5, static_cast<double>(r) + 0.5);
            EXPECT_NEAR(static_cast<double>(out.at(c, r)), f(p.x, -p.y), 0.01) << c << ", " << r;
        }
}

TEST(Resample, AveragesKeepTheMeanAndLeaveOutMissingPixels)
{
    const auto fine = grid(40, 40, GeoTransform{{0, 1, 0, 0, 0, -1}});
    const auto coarse = grid(10, 10, GeoTransform{{0, 4, 0, 0, 0, -4}});
    auto source = image_of({0, 0, 40, 40}, [](double x, double y) { return x + 10 * y; });
    source.at(5, 5) = missing; // one of sixteen
    for (int k = 0; k < 12; ++k)
        source.at(8 + k % 4, 8 + k / 4) = missing; // twelve of sixteen
    const Raster<float> out = warped(source, fine, coarse, Resampling::Average, {4, 4});
    EXPECT_FLOAT_EQ(out.at(0, 0), 22); // mean of x is 2, of y is 2
    EXPECT_NEAR(static_cast<double>(out.at(1, 1)), (66 * 16 - (5.5 + 55)) / 15, 1e-3);
    EXPECT_TRUE(std::isnan(out.at(2, 2)));
    EXPECT_FLOAT_EQ(out.at(9, 9), 418);
}

TEST(Resample, NothingFromOutsideTheSource)
{
    const auto source_grid = grid(10, 10, GeoTransform{{0, 1, 0, 0, 0, -1}});
    const auto source = image_of({0, 0, 10, 10}, [](double, double) { return 5; });
    const auto onto = grid(30, 10, GeoTransform{{-9.7, 1, 0, 0, 0, -1}});
    const Raster<float> out = warped(source, source_grid, onto, Resampling::Nearest, {1, 1});
    EXPECT_TRUE(std::isnan(out.at(0, 5)));
    EXPECT_TRUE(std::isnan(out.at(29, 5)));
}

TEST(SourceCoordinates, StayWithinAFiftiethOfAPixelOfTheExactMap)
{
    const auto utm = WorkingGrid{2000, 2000, GeoTransform::north_up_at(560000, 3615000, 0.5), Crs::parse("EPSG:32639")};
    const auto lonlat = WorkingGrid{4000, 4000, GeoTransform::north_up_at(51.63, 32.68, 5e-6), Crs::parse("EPSG:4326")};
    const PixelMap map(utm, lonlat);
    const PixelWindow window{512, 1024, 512, 512};
    const SourceCoordinates at = source_coordinates(map, Displacement::translation(0.4, -1.1), window);
    for (std::int64_t r = 0; r < 512; r += 37)
        for (std::int64_t c = 0; c < 512; c += 37) {
            const Point exact =
                map(512 + static_cast<double>(c) + 0.5 + 0.4, 1024 + static_cast<double>(r) + 0.5 - 1.1);
            const auto i = static_cast<std::size_t>(r * 512 + c);
            EXPECT_NEAR(static_cast<double>(at.x[i]) + static_cast<double>(at.x0), exact.x, 0.02);
            EXPECT_NEAR(static_cast<double>(at.y[i]) + static_cast<double>(at.y0), exact.y, 0.02);
        }
}

TEST(HighestAround, OneBadPixelSpoilsWhatTouchesItOnly)
{
    const auto g = grid(6, 6, GeoTransform{{0, 1, 0, 0, 0, -1}});
    Raster<float> mask(6, 6);
    mask.at(3, 2) = 1;
    const PixelMap map(g, g);
    const auto same = highest_around({1, 1}, mask, g.extent(), 1, source_coordinates(map, {}, g.extent()));
    EXPECT_EQ(std::count(same.pixels().begin(), same.pixels().end(), 1.0F), 1);
    const auto half = highest_around({1, 1}, mask, g.extent(), 1,
                                     source_coordinates(map, Displacement::translation(0.5, 0), g.extent()));
    EXPECT_EQ(half.at(3, 2), 1);
    EXPECT_EQ(half.at(2, 2), 1);
    EXPECT_EQ(half.at(1, 2), 0);
    EXPECT_EQ(half.at(5, 2), 1) << "outside counts as asked for";
}

} // namespace
} // namespace didban
