#include "didban/land/crs_signs.h"

#include <gtest/gtest.h>

using didban::Box;
using didban::Crs;

namespace {

struct City {
    const char* name;
    double longitude, latitude;
    double correction_x, correction_y; ///< true WGS 84/UTM = value on ED50(ED77) + correction, EPSG operation 1514
};
const City cities[] = {{"Khoy", 44.95, 38.55, -4.9, -180.4}, {"Isfahan", 51.668, 32.654, 12.4, -174.3}};

TEST(Ed77, TheVectorsOfBothCities)
{
    for (const City& city : cities) {
        const auto found = didban::suggest_ed77(city.correction_x, city.correction_y, city.longitude, city.latitude);
        ASSERT_TRUE(found) << city.name;
        EXPECT_TRUE(found->file_is_ed77);
        EXPECT_NEAR(found->expected_x_m, city.correction_x, 0.5) << city.name;
        EXPECT_NEAR(found->expected_y_m, city.correction_y, 0.5) << city.name;
    }
}

TEST(Ed77, TheOppositeVectorIsTheOppositeMixUp)
{
    for (const City& city : cities) {
        const auto found = didban::suggest_ed77(-city.correction_x, -city.correction_y, city.longitude, city.latitude);
        ASSERT_TRUE(found) << city.name;
        EXPECT_FALSE(found->file_is_ed77);
    }
}

TEST(Ed77, WithinTwentyFiveMetresOnly)
{
    for (const City& city : cities) {
        EXPECT_TRUE(didban::suggest_ed77(city.correction_x + 17, city.correction_y + 17, city.longitude, city.latitude))
            << city.name;
        EXPECT_FALSE(
            didban::suggest_ed77(city.correction_x + 20, city.correction_y + 20, city.longitude, city.latitude))
            << city.name;
        EXPECT_FALSE(didban::suggest_ed77(0, 0, city.longitude, city.latitude)) << city.name;
        EXPECT_FALSE(didban::suggest_ed77(3, -5, city.longitude, city.latitude)) << "an ordinary misfit of a map sheet";
    }
}

const Crs utm38 = Crs::parse("EPSG:32638");
const Box khoy{495000, 4266000, 497000, 4268000};

TEST(CrsSigns, DegreesAndMetresMixedUp)
{
    EXPECT_EQ(didban::impossible_numbers({44.9, 38.5, 45.0, 38.6}, utm38)->code, "cadastre.crs_degrees");
    EXPECT_EQ(didban::impossible_numbers(khoy, Crs::wgs84())->code, "cadastre.crs_metres");
    EXPECT_FALSE(didban::impossible_numbers(khoy, utm38));
    EXPECT_FALSE(didban::impossible_numbers({44.9, 38.5, 45.0, 38.6}, Crs::wgs84()));
    EXPECT_FALSE(didban::impossible_numbers({}, utm38)) << "no shapes, no suspicion";
}

TEST(CrsSigns, LayersThatMissTheImages)
{
    const std::vector<Box> images{khoy};
    EXPECT_FALSE(didban::misplaced(khoy, utm38, images, utm38));
    EXPECT_FALSE(didban::misplaced({44.95, 38.55, 44.97, 38.56}, Crs::wgs84(), images, utm38));
    EXPECT_EQ(didban::misplaced({4266000, 495000, 4268000, 497000}, utm38, images, utm38)->code,
              "cadastre.crs_axes_swapped");
    EXPECT_EQ(didban::misplaced({4266000, 495000, 4268000, 497000}, utm38, {}, utm38)->code,
              "cadastre.crs_axes_swapped");
    EXPECT_EQ(didban::misplaced({38.55, 44.95, 38.56, 44.97}, Crs::wgs84(), images, utm38)->code,
              "cadastre.crs_axes_swapped");
    const auto zone = didban::misplaced(khoy, Crs::parse("EPSG:32639"), images, utm38);
    ASSERT_TRUE(zone);
    EXPECT_EQ(zone->code, "cadastre.crs_wrong_zone");
    EXPECT_NE(zone->detail.find("EPSG:32638"), std::string::npos) << zone->detail;
    EXPECT_EQ(didban::misplaced({95000, 266000, 97000, 268000}, utm38, images, utm38)->code, "cadastre.crs_truncated");
    EXPECT_EQ(didban::misplaced({600000, 4266000, 610000, 4268000}, utm38, images, utm38)->code,
              "cadastre.crs_elsewhere");
}

TEST(CrsSigns, DeclaredOldDatum)
{
    EXPECT_TRUE(didban::declared_ed77(Crs::parse("EPSG:2058")));
    EXPECT_TRUE(didban::declared_ed77(Crs::parse("EPSG:4154")));
    EXPECT_FALSE(didban::declared_ed77(utm38));
}

} // namespace
