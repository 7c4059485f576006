#pragma once
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <string>
#include <vector>

namespace didban {

struct TrainEvidenceOptions {
    std::vector<std::string> cities; ///< folders made by `didban simulate`, with their truth
    std::string network;             ///< ONNX file whose candidates are judged; "" = the shipped one
    std::string out;                 ///< JSON file to write
    std::string work; ///< folder for aligned scenes; kept, so that training again is quicker. "" = beside `out`
    std::uint64_t seed{1};
};

struct TrainEvidenceReport {
    std::size_t candidates{}, true_candidates{};
    std::vector<std::pair<std::string, double>> object_importance; ///< largest first
};

/// Fits the object models of the evidence detector on the candidates that the network finds. The cities must be others
/// than the network was trained on, whose candidates look better than any it will meet. Same cities, same bytes.
TrainEvidenceReport train_evidence(const DataAccess& data, const TrainEvidenceOptions& options, const RunOptions& run);

} // namespace didban
