#pragma once
#include "didban/grid/raster.h"

#include <cstdint>
#include <vector>

namespace didban {

/// Both dates' bands on one scale (EvidenceScene::scale), all on the same window; NaN = not seen.
struct ScaledPair {
    std::vector<Raster<float>> before, after;
};

/// Adds to a new roof the parts that were left out of it: pixels that hang together with it, at most 4 m from it, that
/// look at the later date as the roof beside them does and at the earlier one did not. A part that would make the roof
/// less of a rectangle, or hangs on it by a strip narrower than 1.5 m, is not added, and none is to a roof as dark as
/// shadow.
///
/// `inside`: 1 in the object, on the window of the pair. `elsewhere`: 1 where nothing may be added. `gsd`: metres per
/// pixel. Returns the number of pixels added. Pure; thread-safe.
std::int64_t add_rest_of_roof(const ScaledPair& pair, const Raster<std::uint8_t>& elsewhere, double gsd,
                              Raster<std::uint8_t>& inside);

} // namespace didban
