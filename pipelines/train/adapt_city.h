#pragma once
#include "didban/base/date.h"
#include "didban/city/city.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

struct AdaptOptions {
    std::optional<Date> from, to; ///< of the period; empty: the last two epochs
    std::string out;              ///< ONNX file to write, with its card beside it; must not exist
    std::string ledger;           ///< "" = the city's
    std::int64_t steps{80};       ///< of training
    std::int64_t seed{1};
    bool accept{false}; ///< take it where there are too few parcels to compare by
};

struct AdaptReport {
    std::string parent;                           ///< network that was adapted
    std::int64_t completed{}, quiet{}, unknown{}; ///< parcels
    bool taken{false};                            ///< better on held-out parcels, and written
    std::vector<std::string> told;                ///< scores before and after, and the decision, one line each
};

/// Teaches the city's network (else the shipped one) the city's own imagery, without labels: the pair of the period is
/// registered as a watch does it and handed, with what the registers say of the parcels, to the Python training code.
/// The network is written only where it is better on held-out parcels. Same input, same bytes, whatever the threads.
///
/// Memory: run.memory_mb for pixels, plus parcels and permits; then the training, about 2 GB. Work files lie in
/// OUT.work until it is done. Throws Error for inputs that cannot be worked with and Error{Interrupted}; nothing is
/// then written.
[[nodiscard]] AdaptReport adapt_city(const DataAccess& data, const City& city, const AdaptOptions& options,
                                     const RunOptions& run);

} // namespace didban
