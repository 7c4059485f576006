#include "pipelines/detect/object_pixels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace didban::detect {
namespace {

Ring star(std::mt19937& random, Point centre, double least, double most)
{
    std::uniform_real_distribution<double> reach(least, most);
    Ring out;
    for (int k = 0; k < 11; ++k) {
        const double angle = 0.5712 * k, r = reach(random);
        out.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    out.push_back(out.front());
    return out;
}

class ObjectPixels : public testing::TestWithParam<unsigned> {};

TEST_P(ObjectPixels, AreThoseWhoseCentresTheShapeContains)
{
    std::mt19937 random(GetParam());
    constexpr GeoTransform turned{{400100, 0.43, 0.11, 4266200, 0.09, -0.51}};
    const Point a = turned.to_crs(60, 60), b = turned.to_crs(150, 90);
    const MultiPolygon shape{{{star(random, a, 9, 24), {star(random, a, 2, 8)}}, {star(random, b, 4, 9), {}}}};
    const PixelWindow window = window_of(shape, turned);
    const PixelWindow wider = window.grown(3);
    const Raster<std::uint8_t> inside = pixels_inside(shape, turned, wider);
    for (std::int64_t y = wider.y0; y < wider.y1(); ++y)
        for (std::int64_t x = wider.x0; x < wider.x1(); ++x) {
            const Point centre = turned.to_crs(static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5);
            const bool marked = inside.at(x - wider.x0, y - wider.y0) != 0;
            ASSERT_EQ(marked, contains(shape, centre)) << x << ", " << y << ", seed " << GetParam();
            if (marked) {
                ASSERT_EQ((PixelWindow{x, y, 1, 1}.cut_to(window)), (PixelWindow{x, y, 1, 1}));
            }
        }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ObjectPixels, testing::Range(1U, 9U));

} // namespace
} // namespace didban::detect
