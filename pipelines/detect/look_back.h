#pragma once
#include "pipelines/detect/candidates.h"

#include <string>
#include <vector>

namespace didban::detect {

/// Adds to the candidates' measurements what AlignedPair::earlier says of them (EarlierLook), by the network in
/// `onnx_file`; nothing when the pair has no such image. Of the lattice cells that hold candidates, the
/// squares are looked at in which `probabilities` of the pair reach what a candidate's pixels do. What is found goes to
/// a scratch raster at `scratch`, which is removed.
void look_back(const DataAccess& data, const AlignedPair& files, const std::string& onnx_file,
               const RasterSource& probabilities, std::vector<Candidate>& candidates, const std::string& scratch,
               const RunOptions& run, int threads);

/// What processes that share look_back() measure beforehand: as measure_look_back() says.
void measure_earlier(const DataAccess& data, const AlignedPair& files, const std::string& onnx_file,
                     const std::string& scratch, const RunOptions& run, int threads);

} // namespace didban::detect
