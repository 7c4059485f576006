#pragma once
#include "didban/base/date.h"
#include "didban/simulate/block.h"
#include "didban/simulate/sun.h"

#include <array>
#include <string>
#include <vector>

namespace didban::simulate {

constexpr int band_count = 4; ///< blue, green, red, near-infrared

/// Smooth field of displacements in pixels, a sum of plane waves.
struct WarpField {
    struct Wave {
        double kx{}, ky{}, phase{}, ax{}, ay{}; ///< radians per metre, amplitude in pixels right and down
    };
    std::array<Wave, 4> waves{};
};

/// How one epoch is seen.
struct SceneSetup {
    std::string id; ///< "2025-06-14"
    int number{};   ///< 0 = first epoch
    int day{};
    Instant acquired;
    SunPosition sun;
    double off_nadir{};                ///< degrees
    double view_azimuth{};             ///< degrees clockwise from north, the direction in which roofs lean
    double shift_x_px{}, shift_y_px{}; ///< where content stands relative to its true place, right and down
    WarpField warp;
    double haze{};        ///< optical depth in blue
    double cloud_cover{}; ///< share of the sky over the scene, 0 = none
    std::array<double, band_count> gain{1, 1, 1, 1}, offset{};
};

/// Epochs a year apart, ending in 2025, in months and at hours that the preset allows. The last but one is the
/// reference: it has no misregistration. Deterministic in options.seed.
[[nodiscard]] std::vector<SceneSetup> make_scenes(const CityOptions& options);

/// Opacity of the cloud over a point of the image, and of the shadow that clouds cast on it; 0 to 1.
struct CloudAt {
    double cloud{}, shadow{};
};
[[nodiscard]] CloudAt cloud_at(const SceneSetup& scene, std::uint64_t seed, const Point& p);
/// Whether the delivered mask marks a point as unusable.
[[nodiscard]] bool masked(const CloudAt& c, const Preset& preset);

} // namespace didban::simulate
