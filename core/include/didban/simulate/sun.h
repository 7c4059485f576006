#pragma once
#include "didban/base/date.h"

namespace didban::simulate {

/// Where the sun stands, degrees. Azimuth clockwise from north; elevation above the horizon, without refraction.
struct SunPosition {
    double azimuth{};
    double elevation{};
};

/// Sun seen from a place at an instant. Declination and equation of time by the Fourier series of Spencer (1971), the
/// hour angle as in NOAA's general solar position calculations: within about 0.6 degrees for 1950 to 2050. Longitude
/// east and latitude north in degrees.
[[nodiscard]] SunPosition sun_position(const Instant& when, double longitude, double latitude);

} // namespace didban::simulate
