#pragma once
#include "didban/geo/polygon.h"
#include "pipelines/imagery/epochs.h"

#include <optional>

namespace didban {

/// Of one scene; see below.
[[nodiscard]] std::optional<Point> lean_per_metre(const Scene& scene);

/// How far the top of a thing is seen beside its foot, per metre of its height, metres east and north: tan(off nadir)
/// along the view's azimuth. nullopt unless all scenes of the epoch were seen from one direction that is known.
[[nodiscard]] std::optional<Point> lean_per_metre(const Epoch& epoch);

} // namespace didban
