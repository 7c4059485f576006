#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/raster.h"

#include <cstdint>

namespace didban {

/// Takes from an object the shadow that it casts on the ground beside it: a strip of at most 6 m that is dark at the
/// object's rim, and from where the way towards the sun stays in the object and comes to a lit part of it. Shadows amid
/// the object, as of a stairhouse, stay. Nothing is taken from an object of which, without the shadow, less than half
/// is lit: a dark roof with lit fixtures on it looks alike.
///
/// `brightness`: 0 = the darkest ground of the scene, 1 = its median; NaN = not seen. `inside`: 1 in the object, on the
/// same window. `away`: pixels right and down that one metre away from the sun makes. Returns the number of pixels
/// taken. Pure; thread-safe.
std::int64_t take_off_own_shadow(const Raster<float>& brightness, const Point& away, Raster<std::uint8_t>& inside);

} // namespace didban
