#pragma once
#include "didban/change/learned_detector.h"
#include "pipelines/detect/pair_sample.h"

#include <memory>
#include <string>
#include <vector>

namespace didban::detect {

/// Reads the card beside an ONNX file ("x.onnx" has "x.json"). Throws Error{Configuration} when it is missing,
/// incomplete, or names other weights than the file holds.
[[nodiscard]] ModelCard read_card(const std::string& onnx_file);

/// A learned detector for this pair. 8-bit imagery is shown as it is unless the card names percentiles; other imagery
/// is stretched between the card's percentiles of each band and date.
[[nodiscard]] std::unique_ptr<LearnedDetector> learned_detector(const PairSource& pair, const PairSample& sample,
                                                                const std::string& onnx_file);

/// True when the images have the card's bands and are no coarser than the training imagery.
[[nodiscard]] bool fits(const ModelCard& card, const std::vector<std::string>& bands, double gsd);

} // namespace didban::detect
