#pragma once
#include "didban/align/displacement.h"
#include "pipelines/align/align_scene.h"
#include "pipelines/imagery/open_scene.h"

namespace didban {

/// How the target lies on the reference.
struct Registration {
    Displacement field;
    AlignReport report;    ///< all but overlap_share
    std::string refusal;   ///< why no reliable registration was found; "" = found, or the grids were verified
    bool elsewhere{false}; ///< refused because the two match, but at a place beyond the search
};

/// Measures the displacement of the target on the reference's grid, from windows of both that are read where needed: a
/// global search by windows spread over the scene, then tie points on a lattice around that. Where too few of them
/// agree, the place that the grids name is held against the whole scene instead; the field is then none.
[[nodiscard]] Registration register_scene(const OpenScene& reference, const OpenScene& target,
                                          const AlignOptions& options, const RunOptions& run);

} // namespace didban
