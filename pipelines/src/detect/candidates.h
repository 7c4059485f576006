#pragma once
#include "didban/change/evidence_detector.h"
#include "didban/objects/components.h"
#include "map_cells.h"

namespace didban::detect {

/// Pixels of one row: columns x0 <= x < x1.
struct Run {
    std::int64_t row{}, x0{}, x1{};
};

/// A connected piece of probable change with the measurements that decide whether it is construction.
struct Candidate {
    Component component;
    std::vector<Run> runs;
    std::vector<float> evidence; ///< by object_evidence_names()
};

/// Traces candidates in a raster of pixel probabilities (band 1: change, band 2: appeared) and measures each on its own
/// window of the pair, so that the answer does not depend on how the scene was tiled.
[[nodiscard]] std::vector<Candidate> find_candidates(const PairSource& pair, const EvidenceDetector& detector,
                                                     const RasterSource& probabilities, double threshold,
                                                     std::int64_t minimum_pixels, const RunOptions& run, int threads);

} // namespace didban::detect
