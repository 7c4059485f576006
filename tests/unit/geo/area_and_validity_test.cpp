// Short cuts for the small polygons that cities are made of, against the libraries that define the answer.
#include "didban/geo/crs.h"
#include "didban/geo/overlay.h"

#include <geodesic.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace didban {
namespace {

double karney(const Ring& ring, const Transform& to_lonlat)
{
    geod_geodesic earth;
    geod_init(&earth, 6378137, 1 / 298.257223563);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (const Point& corner : ring) {
        const Point p = to_lonlat(corner);
        geod_polygon_addpoint(&earth, &polygon, p.y, p.x);
    }
    double area = 0;
    geod_polygon_compute(&earth, &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

Ring star(std::mt19937& random, double x, double y, double radius, std::size_t corners)
{
    std::uniform_real_distribution<double> share(0.3, 1.0);
    Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double r = radius * share(random);
        ring.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    return ring;
}

TEST(GeodesicArea, AgreesWithKarneyOnRandomPlots)
{
    const GeodesicArea area(Crs::parse("EPSG:32639"));
    const Transform to_lonlat(Crs::parse("EPSG:32639"), Crs::wgs84());
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> east(300000, 700000), north(100000, 8000000), size(3, 450);
        const Ring ring = star(random, east(random), north(random), size(random), 3 + seed % 9);
        const double expected = karney(ring, to_lonlat);
        // The second term is rounding inside PROJ: its area of an edge is a difference of numbers near 1e11 m².
        const double tolerance = 1e-7 * expected + 2e-5 * static_cast<double>(ring.size());
        EXPECT_NEAR(area({{Polygon{ring, {}}}}), expected, tolerance) << "seed " << seed;
    }
}

// Corners that were met before do not change an area by a bit.
TEST(GeodesicArea, IsTheSameWhateverWasMeasuredBefore)
{
    const Crs crs = Crs::parse("EPSG:32639");
    const GeodesicArea used(crs);
    std::mt19937 random(7);
    std::uniform_int_distribution<int> corner(0, 60);
    for (int plot = 0; plot < 60; ++plot) {
        Ring ring;
        for (int i = 0; i < 3 + plot % 5; ++i)
            ring.push_back({500000 + 40.0 * corner(random), 4266000 - 40.0 * corner(random)}); // some edges are divided
        const MultiPolygon shape{{Polygon{ring, {{ring[0], ring[1], ring[2]}}}}};
        EXPECT_EQ(used(shape), GeodesicArea(crs)(shape)) << plot;
    }
}

// Whether a polygon is valid does not depend on how it was found out.
TEST(InvalidReason, AgreesWithGeosOnRandomRings)
{
    int invalid = 0;
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        std::mt19937 random(seed);
        std::uniform_int_distribution<int> cell(0, 6);
        Ring ring;
        const std::size_t corners = 3 + seed % 6;
        for (std::size_t i = 0; i < corners; ++i) // on a coarse lattice: touching, folded and collinear rings occur
            ring.push_back({500000.0 + cell(random), 4266000.0 + cell(random)});
        const MultiPolygon alone{{Polygon{ring, {}}}};
        // A second part far away: the same ring by the long way.
        const MultiPolygon accompanied{{Polygon{ring, {}}, Polygon{{{600000, 0}, {600001, 0}, {600001, 1}}, {}}}};
        EXPECT_EQ(overlay::invalid_reason(alone).empty(), overlay::invalid_reason(accompanied).empty())
            << "seed " << seed << ": " << overlay::invalid_reason(accompanied);
        invalid += overlay::invalid_reason(alone).empty() ? 0 : 1;
    }
    EXPECT_GT(invalid, 1000);
    EXPECT_LT(invalid, 2900);
}

} // namespace
} // namespace didban
