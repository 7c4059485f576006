#pragma once
#include "didban/align/displacement.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/run_options.h"

#include <optional>

namespace didban {

/// Where the target's ground lies, for two views from different sides.
struct GroundRegistration {
    Displacement field;
    double residual_px{}; ///< root mean square error at ground matches that were left out
    double matches{};     ///< taken for ground
};

/// Registers the ground of two scenes of fine pixels. `first`: the field that fits the tie points, roofs included,
/// which the ground's lies within 3 pixels of; `trend`: its affine part. nullopt when the pixels are coarser than 1.5
/// m, when no side is seen that things lean to, or when hardly any ground is: then the first field stands. (fit_ground)
[[nodiscard]] std::optional<GroundRegistration> seek_ground(const OpenScene& reference, const OpenScene& target,
                                                            const CommonBands& bands, const Displacement& first,
                                                            const Displacement& trend, const RunOptions& run);

} // namespace didban
