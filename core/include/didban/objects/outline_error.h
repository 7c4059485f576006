#pragma once
#include <cmath>

namespace didban {

/// One sigma of the area inside an outline of this length that is off by `error_m` (one sigma), independently every
/// three metres along it. Metres and m².
[[nodiscard]] inline double outline_area_sigma_m2(double error_m, double perimeter_m)
{
    constexpr double independent_m = 3;
    return error_m * std::sqrt(perimeter_m * independent_m);
}

} // namespace didban
