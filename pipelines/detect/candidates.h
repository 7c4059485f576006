#pragma once
#include "didban/change/object_evidence.h"
#include "didban/objects/components.h"
#include "pipelines/detect/map_cells.h"

namespace didban::detect {

/// Pixels of one row: columns x0 <= x < x1.
struct Run {
    std::int64_t row{}, x0{}, x1{};
};

/// A connected piece of probable change with the measurements that decide whether it is construction.
struct Candidate {
    Component component;
    int band{};         ///< of the raster it was traced in
    double threshold{}; ///< that its pixels reach
    std::vector<Run> runs;
    std::vector<float> evidence; ///< by object_evidence_names()
};

inline constexpr double weakest_candidate = 0.3; ///< that every pixel of a candidate reaches

/// Traces what was built, then what was taken away, in a raster of pixel probabilities as write_probabilities() makes
/// it, with kinds: connected pixels of 0.5 and more, and those of 0.3 and more that hold no such candidate: where the
/// network half sees a work, the measurements of the whole object may still tell. Each is measured on its own window of
/// the pair, so that the answer does not depend on how the scene was tiled.
[[nodiscard]] std::vector<Candidate> find_candidates(const PairSource& pair, const EvidenceScene& evidence,
                                                     const RasterSource& probabilities, std::int64_t minimum_pixels,
                                                     const RunOptions& run, int threads);

} // namespace didban::detect
