#include "didban/simulate/sun.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace didban::simulate {

SunPosition sun_position(const Instant& when, double longitude, double latitude)
{
    constexpr double degree = std::numbers::pi / 180.0;
    const Date day = when.date_at(0);
    const int day_of_year = day.day_number() - Date{day.year, 1, 1}.day_number();
    const double utc_minutes =
        static_cast<double>(when.unix_seconds - static_cast<std::int64_t>(day.day_number()) * 86400) / 60.0;
    const double g = 2.0 * std::numbers::pi / 365.0 * (day_of_year + (utc_minutes / 60.0 - 12.0) / 24.0);

    const double equation_of_time = 229.18 * (0.000075 + 0.001868 * std::cos(g) - 0.032077 * std::sin(g) -
                                              0.014615 * std::cos(2 * g) - 0.040849 * std::sin(2 * g));
    const double declination = 0.006918 - 0.399912 * std::cos(g) + 0.070257 * std::sin(g) - 0.006758 * std::cos(2 * g) +
                               0.000907 * std::sin(2 * g) - 0.002697 * std::cos(3 * g) + 0.00148 * std::sin(3 * g);
    const double solar_minutes = utc_minutes + equation_of_time + 4.0 * longitude;
    const double hour_angle = (solar_minutes / 4.0 - 180.0) * degree;
    const double phi = latitude * degree;

    const double sine =
        std::sin(phi) * std::sin(declination) + std::cos(phi) * std::cos(declination) * std::cos(hour_angle);
    const double east = -std::cos(declination) * std::sin(hour_angle);
    const double north =
        std::cos(phi) * std::sin(declination) - std::sin(phi) * std::cos(declination) * std::cos(hour_angle);
    double azimuth = std::atan2(east, north) / degree;
    if (azimuth < 0)
        azimuth += 360.0;
    return {azimuth, std::asin(std::clamp(sine, -1.0, 1.0)) / degree};
}

} // namespace didban::simulate
