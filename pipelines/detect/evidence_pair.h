#pragma once
#include "pipelines/detect/candidates.h"
#include "pipelines/detect/pair_sample.h"

#include <functional>
#include <memory>
#include <string>

namespace didban::detect {

/// Scene-wide measurements of a pair for the evidence detector.
[[nodiscard]] EvidenceScene evidence_scene(const PairSource& pair, const AlignedPair& files, const PairSample& sample,
                                           const IrmadTransform& transform);

/// What a detector says of the pixels of a scene.
struct Probabilities {
    std::unique_ptr<RasterSource> raster;
    NetworkLooks looks;
};

/// Disjoint parts of a lattice cell; none of a cell that is not looked at.
using PartsOfCell = std::function<std::vector<PixelWindow>(const PixelWindow& cell)>;

/// Whole cells, those that are wanted; nullptr for nullptr.
[[nodiscard]] PartsOfCell whole_cells(std::function<bool(const PixelWindow&)> wanted);

/// Writes the detector's pixel probabilities to a work file in steps of 1/250 and opens it: band 1 change, band 2
/// appeared. Where the detector tells kinds: bands 3 to 7 these in the order of ChangeKind, band 8 change where
/// something was built, band 9 change where something was taken away, each 0 elsewhere. Pixels outside
/// `parts` have none; nullptr: all have.
[[nodiscard]] Probabilities write_probabilities(const DataAccess& data, const PairSource& pair,
                                                const Detector& detector, const std::string& path,
                                                const RunOptions& run, int threads, const PartsOfCell& parts = nullptr);

inline constexpr int first_kind_band = 3, built_band = 8, gone_band = 9;

/// Working memory of the evidence of one pixel, in 4-byte numbers, for schedule().
inline constexpr double evidence_floats = 30;

} // namespace didban::detect
