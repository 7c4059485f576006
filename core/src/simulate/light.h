#pragma once
#include "canvas.h"
#include "didban/simulate/scene_setup.h"

#include <numbers>

namespace didban::simulate {

inline constexpr double degree = std::numbers::pi / 180; ///< radians

/// Share of direct sun that reaches each cell, 0 to 1, shadows cast by everything on the canvas. One sweep away from
/// the sun: each cell takes the shadow's height from its two neighbours towards the sun, lowered by what a ray falls on
/// the way. Exact for cells further than shadow_reach() from the canvas edge towards the sun.
[[nodiscard]] std::vector<float> sunlit_share(const Canvas& canvas, const SunPosition& sun);
/// Longest shadow, metres.
[[nodiscard]] double shadow_reach(const SunPosition& sun);

/// The cell that is seen where a level plain would show cell (c, r), and whether it is seen from the side.
struct Seen {
    int c{}, r{};
    bool facade{false};
    float height{0}; ///< of the point seen, metres
};

/// What the sensor sees: tall things lean by height × tan(off-nadir) towards view_azimuth.
class LineOfSight {
public:
    LineOfSight(const Canvas& canvas, double off_nadir_degrees, double azimuth_degrees);
    [[nodiscard]] Seen at(int c, int r) const;
    /// Furthest lean, metres.
    [[nodiscard]] static double reach(double off_nadir_degrees);

private:
    const Canvas& canvas_;
    double step_c_{}, step_r_{}, rise_{}; ///< one step along the line of sight: cells and metres
    int coarse_columns_{};
    std::vector<float> coarse_; ///< greatest height in and around blocks of 16 × 16 cells
};

} // namespace didban::simulate
