#pragma once
#include "didban/simulate/block.h"

#include <string>
#include <vector>

namespace didban::simulate {

/// The truth about a plot in a period, by the definitions of docs/simulator.md.
struct Verdict {
    std::string verdict;                 ///< no_change, authorized, exempt, suspected, not_seen
    std::vector<std::string> violations; ///< ascending; empty unless suspected
    bool changed{false};                 ///< at least 15 m² of building or construction changed
};

/// Share of a plot, and of its changed places, that must be seen.
inline constexpr double least_seen = 0.5;

/// By the days of two epochs. `seen`: share of the plot that the masks of both leave open; `work_seen`: the same of the
/// changed places.
[[nodiscard]] Verdict judge(const Plot& plot, int before, int after, double seen, double work_seen);

/// Tolerances of the definitions.
inline constexpr double excess_share = 0.15, excess_m2 = 15, coverage_points = 0.05, depth_tolerance_m = 1.0,
                        passage_m2 = 5, exempt_below_m2 = 15;

} // namespace didban::simulate
