#include "didban/change/object_evidence.h"

#include <algorithm>
#include <cmath>

namespace didban {

std::optional<double> water_index(const std::vector<float>& evidence)
{
    constexpr double darkest = 0.5; ///< green below this share of the scene's middle is shadow
    const auto& names = object_evidence_names();
    const auto value = [&](const char* name) {
        return static_cast<double>(
            evidence[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())]);
    };
    const double green = value("in.b.green");
    double near_infrared = value("in.b.nir");
    if (std::isnan(green) || std::isnan(near_infrared) || green < darkest)
        return std::nullopt;
    near_infrared = std::max(0.0, near_infrared);
    return (green - near_infrared) / (green + near_infrared);
}

} // namespace didban
