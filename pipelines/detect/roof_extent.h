#pragma once
#include "didban/change/evidence.h"
#include "pipelines/detect/candidates.h"
#include "pipelines/detect/methods.h"

#include <set>

namespace didban::detect {

/// Adds to roofs that were built the parts of them that the network does not see (add_rest_of_roof): it learned that
/// buildings keep to their plots, and stops at the street where one does not.
class RoofExtent {
public:
    /// `probabilities` as write_probabilities() makes them. All of it outlives this.
    RoofExtent(const Job& job, const EvidenceScene& scene, const RasterSource& probabilities);
    /// What the network takes for another change, and what was added to another roof, is left alone; so are roofs below
    /// 50 m², and all of them where the views are not known, lean apart, or show roofs beside their ground. Changes
    /// runs and outline; returns how much was added, m².
    double complete(Candidate& built);

private:
    const Job& job_;
    const EvidenceScene& scene_;
    const RasterSource& probabilities_;
    const bool applies_;
    std::set<std::pair<std::int64_t, std::int64_t>> added_; ///< rows and columns
};

} // namespace didban::detect
