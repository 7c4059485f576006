#pragma once
#include "didban/geo/polygon.h"

#include <optional>

namespace didban {

/// Where the images show the ground of a parcel: beside the parcel as it is drawn.
struct GroundOffset {
    Point beside;     ///< metres east and north
    double sigma_m{}; ///< of that, per axis: what remains of the cadastre's error
};

/// How far the top of a thing is seen beside its foot, per metre of its height: east and north, tan(off nadir) along
/// the view's azimuth. nullopt = the view is not known.
struct ViewLean {
    std::optional<Point> before, after;
};

} // namespace didban
