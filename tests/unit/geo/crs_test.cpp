#include "didban/base/error.h"
#include "didban/geo/crs.h"

#include <gtest/gtest.h>

#include <thread>

namespace didban {
namespace {

TEST(Crs, UtmZoneIsProjectedInMetres)
{
    const Crs utm = Crs::parse("EPSG:32638");
    EXPECT_TRUE(utm.projected());
    EXPECT_TRUE(utm.metres());
    EXPECT_FALSE(utm.web_mercator());
    EXPECT_EQ(utm.name(), "WGS 84 / UTM zone 38N");
    EXPECT_EQ(utm.authority_code(), "EPSG:32638");
}

TEST(Crs, GeographicAndFootCrsAreNotMetres)
{
    EXPECT_FALSE(Crs::wgs84().projected());
    EXPECT_FALSE(Crs::wgs84().metres());
    const Crs feet = Crs::parse("EPSG:2249"); // Massachusetts mainland, US survey feet
    EXPECT_TRUE(feet.projected());
    EXPECT_FALSE(feet.metres());
}

TEST(Crs, WebMercatorAndItsTwinsAreRecognised)
{
    for (const char* twin : {"EPSG:3857", "ESRI:102100", "EPSG:3785",
                             "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m "
                             "+nadgrids=@null +wktext +no_defs +type=crs"})
        EXPECT_TRUE(Crs::parse(twin).web_mercator()) << twin;
    EXPECT_FALSE(Crs::parse("EPSG:3395").web_mercator()); // ellipsoidal World Mercator
}

TEST(Crs, SameSystemWhateverTheSpelling)
{
    const Crs code = Crs::parse("EPSG:32639");
    EXPECT_TRUE(code == Crs::parse(code.wkt()));
    EXPECT_TRUE(code == Crs::parse("+proj=utm +zone=39 +datum=WGS84 +units=m +type=crs"));
    EXPECT_TRUE(Crs::wgs84() == Crs::parse("OGC:CRS84")); // axis order is ignored
    EXPECT_FALSE(code == Crs::parse("EPSG:32638"));
    EXPECT_FALSE(code == Crs());
    EXPECT_TRUE(Crs() == Crs());
}

TEST(Crs, HeightsOfACompoundCrsAreSetAside)
{
    const Crs compound = Crs::parse("EPSG:32638+5773");
    EXPECT_TRUE(compound == Crs::parse("EPSG:32638"));
}

TEST(Crs, NonsenseIsAConfigurationErrorThatNamesIt)
{
    for (const char* text : {"EPSG:999999", "", "not a crs", "GEOGCS[", "+proj=pipeline +step +proj=utm +zone=38"}) {
        try {
            (void)Crs::parse(text);
            ADD_FAILURE() << '"' << text << "\" was accepted";
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Configuration);
            EXPECT_NE(std::string(e.what()).find(text), std::string::npos);
        }
    }
}

TEST(Transform, PutsLongitudeFirst)
{
    const Transform to_utm(Crs::wgs84(), Crs::parse("EPSG:32638"));
    const Point khoy = to_utm({45.0, 38.55}); // central meridian of zone 38
    EXPECT_NEAR(khoy.x, 500000, 1e-6);
    EXPECT_NEAR(khoy.y, 4266841.5, 1); // 0.9996 · meridian arc by its series in sin 2φ, sin 4φ
    const Point back = Transform(Crs::parse("EPSG:32638"), Crs::wgs84())(khoy);
    EXPECT_NEAR(back.x, 45.0, 1e-10);
    EXPECT_NEAR(back.y, 38.55, 1e-10);
}

TEST(Transform, NorthingFirstSystemsComeOutEastingFirst)
{
    const Transform to_gk(Crs::wgs84(), Crs::parse("EPSG:31467")); // defined northing, easting
    const Point p = to_gk({9.0, 50.0});
    EXPECT_NEAR(p.x, 3500000, 300);
    EXPECT_NEAR(p.y, 5540000, 3000);
}

TEST(Transform, SameSystemIsIdentityAndUnknownIsAnError)
{
    EXPECT_TRUE(Transform(Crs::wgs84(), Crs::parse("OGC:CRS84")).identity());
    EXPECT_TRUE(Transform(Crs(), Crs()).identity());
    EXPECT_THROW(Transform(Crs(), Crs::wgs84()), Error);
}

TEST(Transform, PointWithoutPlaceIsAnError)
{
    const Transform to_mercator(Crs::wgs84(), Crs::parse("EPSG:32638"));
    EXPECT_THROW((void)to_mercator({45, 1e9}), Error);
}

TEST(Transform, AThreadMayUseOneMadeElsewhere)
{
    Transform to_utm(Crs::wgs84(), Crs::parse("EPSG:32638"));
    Point p;
    std::jthread([&, moved = std::move(to_utm)] { p = moved({45.0, 38.55}); }).join();
    EXPECT_NEAR(p.x, 500000, 1e-6);
}

MultiPolygon square(double x, double y, double edge)
{
    return {{Polygon{{{x, y}, {x + edge, y}, {x + edge, y + edge}, {x, y + edge}}, {}}}};
}

TEST(GeodesicArea, UtmGridAreaIsScaledToTheGround)
{
    // On the central meridian the scale is 0.9996, so ground areas are larger by 1/0.9996².
    const GeodesicArea area(Crs::parse("EPSG:32638"));
    for (const double edge : {10.0, 100.0, 10000.0})
        EXPECT_NEAR(area(square(500000 - edge / 2, 4266000, edge)) / (edge * edge), 1 / (0.9996 * 0.9996), 2e-6)
            << edge;
}

TEST(GeodesicArea, WebMercatorInflatesByTheSquaredSecantOfLatitude)
{
    const Transform to_mercator(Crs::wgs84(), Crs::parse("EPSG:3857"));
    const Point p = to_mercator({51.67, 32.65}); // Isfahan
    const GeodesicArea area(Crs::parse("EPSG:3857"));
    const double ratio = area(square(p.x, p.y, 100)) / 10000;
    EXPECT_NEAR(ratio, std::pow(std::cos(32.65 * M_PI / 180), 2), 0.006);
}

TEST(GeodesicArea, PixelOfTheIsfahanLandCoverMapIsNotNineHundredSquareMetres)
{
    const double pixel = 0.000269494585235856; // degrees
    const double metres2 = GeodesicArea(Crs::wgs84())(square(51.6, 32.6, pixel));
    EXPECT_GT(metres2, 740);
    EXPECT_LT(metres2, 770);
}

TEST(GeodesicArea, HolesAreTakenOffAndDirectionDoesNotMatter)
{
    const GeodesicArea area(Crs::parse("EPSG:32638"));
    MultiPolygon ring = square(500000, 4266000, 100);
    ring.parts[0].holes.push_back(square(500020, 4266020, 50).parts[0].outer);
    const double expected = area(square(500000, 4266000, 100)) - area(square(500020, 4266020, 50));
    EXPECT_NEAR(area(ring), expected, 1e-6);
    std::reverse(ring.parts[0].outer.begin(), ring.parts[0].outer.end());
    EXPECT_NEAR(area(ring), expected, 1e-3);
}

TEST(GeodesicArea, WithoutACrsItIsPlanar)
{
    EXPECT_DOUBLE_EQ(GeodesicArea(Crs())(square(0, 0, 7)), 49);
}

} // namespace
} // namespace didban
