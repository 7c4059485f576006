#pragma once
#include "pipelines/plan/clip_area.h"

#include <algorithm>

namespace didban {

constexpr double least_overlay_m2 = 0.05; ///< shared ground below this is noise of the drawing: the two only touch
constexpr double touching_m = 0.001;      ///< distance that stands for touching edges

/// How a shape and an overlay lie to each other.
struct OverlayContact {
    double area_m2{};    ///< of the shape inside the overlay; 0 when they share no ground
    double distance_m{}; ///< 0 = they share ground, touching_m = their edges touch
};

/// `shared_m2` is the ground that they share, in the plane. The same for rules, parcel files and design checks.
[[nodiscard]] inline OverlayContact overlay_contact(const MultiPolygon& shape, const MultiPolygon& overlay,
                                                    double shared_m2)
{
    if (shared_m2 >= least_overlay_m2)
        return {shared_m2, 0};
    return {0, std::max(touching_m, edge_distance(shape, overlay))};
}

} // namespace didban
