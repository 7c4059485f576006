#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/raster.h"

#include <cstdint>

namespace didban {

/// Takes from an object the shadow that it casts on the ground beside it: what is dark at its rim, and from where the
/// way towards the sun stays in the object and comes to a lit part of it. Shadows amid the object, as of a stairhouse,
/// stay. Nothing is taken where less than half of the object would be left: it is a dark one.
///
/// `brightness`: 0 = the darkest ground of the scene, 1 = its median; NaN = not seen. `inside`: 1 in the object, on the
/// same window. `away`: pixels right and down that one metre away from the sun makes. Returns the number of pixels
/// taken. Pure; thread-safe.
std::int64_t take_off_own_shadow(const Raster<float>& brightness, const Point& away, Raster<std::uint8_t>& inside);

} // namespace didban
