#pragma once
#include "didban/report/siting.h"
#include "pipelines/review/land_evidence.h"

namespace didban {

/// Ranks the parcels of a city by a criteria table. `land` is needed where a criterion asks for empty plots or for
/// ownership, else it may be null. `top` = 0: all that pass. Same result for any number of threads. The book must live
/// longer than the result.
[[nodiscard]] SitingResult site_parcels(const ParcelBook& book, const SitingCriteria& criteria,
                                        const LandEvidence* land, const Date& on, std::size_t top,
                                        const RunOptions& run);

} // namespace didban
