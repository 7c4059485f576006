#pragma once
#include "didban/align/displacement.h"
#include "pipelines/align/align_scene.h"
#include "pipelines/imagery/open_scene.h"

namespace didban {

/// How the target lies on the reference.
struct Registration {
    Displacement field;
    AlignReport report; ///< all but overlap_share
};

/// Measures the displacement of the target on the reference's grid, from windows of both that are read where needed: a
/// global search by windows spread over the scene, then tie points on a lattice around that. Throws
/// Error{Unregistrable} with the reason.
[[nodiscard]] Registration register_scene(const OpenScene& reference, const OpenScene& target,
                                          const AlignOptions& options, const RunOptions& run);

} // namespace didban
