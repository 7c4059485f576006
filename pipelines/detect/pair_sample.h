#pragma once
#include "didban/change/irmad.h"
#include "pipelines/detect/map_cells.h"

namespace didban::detect {

/// Pixels of the scene that both dates see, in lattice order: all of them, or one from each block of `step` × `step`.
struct PairSample {
    std::vector<std::vector<float>> before, after; ///< per band
    std::int64_t step{1};
    std::int64_t seen{}; ///< pixels of the scene (not of the sample) that both dates see
    [[nodiscard]] std::size_t pixels() const { return before.empty() ? 0 : before.front().size(); }
    [[nodiscard]] PairSamples part(std::size_t from, std::size_t count) const;
};

/// At most about `limit` pixels. The pixel of a block is picked by a fixed hash of the block's place, so that regular
/// patterns on the ground do not fall in step with it. Throws Error{IncompatibleInput} when the dates see no pixel in
/// common.
[[nodiscard]] PairSample sample_pair(const PairSource& pair, const Schedule& plan, const RunOptions& run,
                                     std::int64_t limit);

/// IR-MAD of the scene: iterated on the sample; where that is not every pixel, two more iterations on all of them.
/// `exact`: every iteration on all pixels.
[[nodiscard]] IrmadSolution scene_irmad(const PairSource& pair, const PairSample& sample, const Schedule& plan,
                                        const RunOptions& run, bool exact);

} // namespace didban::detect
