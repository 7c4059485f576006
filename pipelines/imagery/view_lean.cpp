#include "pipelines/imagery/view_lean.h"

#include <cmath>
#include <numbers>

namespace didban {

std::optional<Point> lean_per_metre(const Scene& scene)
{
    constexpr double degree = std::numbers::pi / 180;
    if (!scene.off_nadir || !scene.view_azimuth)
        return std::nullopt;
    const double length = std::tan(*scene.off_nadir * degree), azimuth = *scene.view_azimuth * degree;
    return Point{length * std::sin(azimuth), length * std::cos(azimuth)};
}

std::optional<Point> lean_per_metre(const Epoch& epoch)
{
    std::optional<Point> common;
    for (const Scene* scene : epoch.scenes) {
        const std::optional<Point> lean = lean_per_metre(*scene);
        if (!lean || (common && *common != *lean))
            return std::nullopt;
        common = lean;
    }
    return common;
}

} // namespace didban
