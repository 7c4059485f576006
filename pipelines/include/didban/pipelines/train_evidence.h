#pragma once
#include "didban/pipelines/run_options.h"
#include "didban/ports/data_access.h"

#include <string>
#include <vector>

namespace didban {

struct TrainEvidenceOptions {
    std::vector<std::string> cities; ///< folders made by `didban simulate`, with their truth; at least two
    std::string out;                 ///< JSON file to write
    std::string work; ///< folder for aligned scenes; kept, so that training again is quicker. "" = beside `out`
    std::uint64_t seed{1};
};

struct TrainEvidenceReport {
    std::size_t pixels{}, changed_pixels{}, candidates{}, true_candidates{};
    std::vector<std::pair<std::string, double>> pixel_importance, object_importance; ///< largest first
};

/// Fits the evidence detector: pixel models on labelled pixels, object models on the candidates that pixel models find
/// in cities they were not fitted on (two halves, each judged by the other's). Same cities, same bytes.
TrainEvidenceReport train_evidence(const DataAccess& data, const TrainEvidenceOptions& options, const RunOptions& run);

} // namespace didban
