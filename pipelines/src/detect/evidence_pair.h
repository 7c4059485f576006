#pragma once
#include "candidates.h"
#include "pair_sample.h"

#include <string>

namespace didban::detect {

/// Scene-wide measurements of a pair for the evidence detector.
[[nodiscard]] EvidenceScene evidence_scene(const PairSource& pair, const AlignedPair& files, const PairSample& sample,
                                           const IrmadTransform& transform);

/// Writes the detector's pixel probabilities to a scratch raster: band 1 change, band 2 appeared, in steps of 1/250.
void write_probabilities(const DataAccess& data, const PairSource& pair, const Detector& detector,
                         const std::string& path, const RunOptions& run, int threads);

/// Working memory of the evidence of one pixel, in 4-byte numbers, for schedule().
inline constexpr double evidence_floats = 30;

} // namespace didban::detect
