#include "didban/simulate/sun.h"

#include <gtest/gtest.h>

namespace didban::simulate {

// The worked example of the Solar Position Algorithm's report (Reda and Andreas 2004): zenith 50.11 with 0.02 degrees
// of refraction, azimuth 194.34.
TEST(SunPosition, MatchesThePublishedExample)
{
    const SunPosition sun = sun_position(*Instant::parse("2003-10-17T19:30:30Z"), -105.1786, 39.742476);
    EXPECT_NEAR(sun.elevation, 90 - 50.11, 0.3);
    EXPECT_NEAR(sun.azimuth, 194.34, 0.5);
}

TEST(SunPosition, StandsInTheSouthAtNoonAsHighAsTheSeasonAllows)
{
    for (const auto& [date, declination] :
         {std::pair{"2025-06-21", 23.44}, {"2025-12-21", -23.44}, {"2025-03-20", 0.0}}) {
        double highest = -90, azimuth = 0;
        for (int minute = 0; minute < 24 * 60; ++minute) {
            const SunPosition sun =
                sun_position({Date::parse_iso(date)->day_number() * 86400LL + minute * 60}, 44.95, 38.55);
            if (sun.elevation > highest) {
                highest = sun.elevation;
                azimuth = sun.azimuth;
            }
        }
        EXPECT_NEAR(highest, 90 - 38.55 + declination, 0.6) << date;
        EXPECT_NEAR(azimuth, 180, 1.0) << date;
    }
}

TEST(SunPosition, RisesInTheEastAndSetsInTheWest)
{
    EXPECT_LT(sun_position(*Instant::parse("2025-06-14T06:00:00Z"), 51.668, 32.654).azimuth, 180);
    EXPECT_GT(sun_position(*Instant::parse("2025-06-14T12:00:00Z"), 51.668, 32.654).azimuth, 180);
}

} // namespace didban::simulate
