#pragma once
#include "didban/simulate/layout.h"

#include <span>

namespace didban::simulate {

/// One row of the plan's table: what a residential plot on a passage of low <= width < high metres may carry.
struct PassageLimit {
    double low{}, high{};
    int floors{};
    double coverage{}; ///< share of the plot
};
/// One row of the second table: floors by plot area, low <= area < high square metres.
struct AreaLimit {
    double low{}, high{};
    int floors{};
};

/// The joint rule of Arak (domain.md 4.3): R1 follows its low, R2 and C its medium, R3 its high density. Rows whose
/// floors need a high-rise zone are cut to what holds outside one. Empty for zones without building rights.
[[nodiscard]] std::span<const PassageLimit> passage_limits(Zone zone);
[[nodiscard]] std::span<const AreaLimit> area_limits(Zone zone);

/// Strictest of both tables; 0 where the zone gives no building right.
[[nodiscard]] int lawful_floors(Zone zone, double passage_width_m, double plot_area_m2);
[[nodiscard]] double lawful_coverage(Zone zone, double passage_width_m);
/// Metres above the street that so many floors on pilotis reach, parapet included (domain.md 4.2, upper ends).
[[nodiscard]] double lawful_height(int floors);
/// A garden of the city may carry a keeper's house of this share.
inline constexpr double garden_coverage = 0.1;
/// Depth rule: 60 % of the plot's length and two metres (domain.md 4.2).
inline constexpr double depth_share = 0.6, depth_plus_m = 2.0;

} // namespace didban::simulate
