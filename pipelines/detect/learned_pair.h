#pragma once
#include "didban/change/learned_detector.h"
#include "pipelines/detect/pair_sample.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace didban::detect {

/// Reads the card beside an ONNX file ("x.onnx" has "x.json"). Throws Error{Configuration} when it is missing,
/// incomplete, or names other weights than the file holds.
[[nodiscard]] ModelCard read_card(const std::string& onnx_file);

/// Which values of each date and band of the pair are shown to a network as the ends of its value range: 8-bit imagery
/// as it is unless the card names percentiles; other imagery is stretched between the card's percentiles.
[[nodiscard]] std::array<std::vector<Stretch>, 2> stretches_of(const PairSource& pair, const PairSample& sample,
                                                               const ModelCard& card);

/// A learned detector for this pair, stretched as stretches_of() says.
[[nodiscard]] std::unique_ptr<LearnedDetector> learned_detector(const PairSource& pair, const PairSample& sample,
                                                                const std::string& onnx_file);

/// True when the images have the bands that a network's card names and are no coarser than its training imagery. The
/// weights are not read. Throws as read_card() does for the card.
[[nodiscard]] bool fits(const std::string& onnx_file, const std::vector<std::string>& bands, double gsd);

} // namespace didban::detect
