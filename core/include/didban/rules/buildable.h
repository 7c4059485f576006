#pragma once
#include "didban/rules/answer.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A limit that an area follows from, with the rule that gives it.
struct BindingLimit {
    Quantity quantity{};
    const Rule* rule{}; ///< lives as long as the answer; null = none is named
    friend bool operator==(const BindingLimit&, const BindingLimit&) = default;
};

/// Ground that a setback, the built depth or a forbidden part takes of a plot.
struct GroundTaken {
    BindingLimit by;
    double m2{}; ///< that this limit alone takes
};

/// The ground of a plot that a building may stand on, as far as limits of places say. m² on the ellipsoid.
struct BuildableGround {
    double plot_m2{};               ///< that coverage and density count with
    double left_m2{};               ///< after widening, setbacks, depth and forbidden parts together
    std::vector<GroundTaken> taken; ///< those that take something, most first
    std::vector<Quantity> unknown;  ///< limits of places that are not known, or whose place is not
};

/// How much may be built, and the limit that binds first.
struct BuildableArea {
    std::optional<Limit> m2;              ///< empty = not known
    std::optional<Limit> at_most_m2;      ///< what the known limits allow in any case; empty = no known limit binds
    std::vector<BindingLimit> decided_by; ///< limits that give at_most_m2; empty = the plot itself
    std::vector<Quantity> unknown;        ///< limits that could lower it and are not known, in the order of Quantity
};

struct BuildableAreas {
    BuildableArea per_floor, total;
};

/// Per floor: the least of coverage, open space and the ground that is left. In all: that on as many floors as are
/// allowed, at most the floor-area ratio. Empty where the plot's area is not known. Pure.
[[nodiscard]] BuildableAreas buildable_areas(const Answer& answer, const BuildableGround& ground);

} // namespace didban
