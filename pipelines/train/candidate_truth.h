#pragma once
#include "pipelines/detect/candidates.h"

namespace didban::train {

/// What the truth says about a candidate: by most of its labelled pixels.
struct CandidateTruth {
    bool change{false}; ///< enough of it is labelled
    ChangeKind kind{ChangeKind::New};
    BuildStage stage{BuildStage::Unknown}; ///< unknown for demolitions and where the truth states none
};
/// `truth` as truth_raster() makes it, on the grid that the candidate was traced on. Pure.
[[nodiscard]] CandidateTruth truth_of(const detect::Candidate& candidate, const Raster<std::uint8_t>& truth);

} // namespace didban::train
