#pragma once
#include "didban/report/run_record.h"

namespace didban::report {

/// Everything that run.json says of two images that were compared without a city.
struct PairRecord {
    std::string version;
    std::vector<InputRecord> inputs;
    std::vector<std::pair<std::string, Parameter>> parameters; ///< all that can change a result
    std::optional<double> plain_gsd_m; ///< metres a pixel of images without georeference; empty: they have one
    AlignmentRecord alignment;         ///< of the later image; epoch, residual_m and rejected are not told
    std::string detector;
    double observed_share{};
    std::optional<double> closer_share; ///< of the pixels: worth the network's finer looks; empty: none looks twice
    struct Irmad {
        std::vector<double> correlations;
        int iterations{};
        bool converged{false};
        std::string note;
    };
    std::optional<Irmad> irmad;
    std::int64_t change_objects{};
    std::vector<std::pair<std::string, std::int64_t>> kinds; ///< objects of each kind
    std::vector<std::string> warnings;
    std::vector<std::pair<std::string, Parameter>> timing; ///< all that may differ between two equal runs
};

/// Pretty-printed, keys in a fixed order, `timing` last. Throws Error{OutputFailed}.
void write_run_json(const std::string& path, const PairRecord& pair);

} // namespace didban::report
