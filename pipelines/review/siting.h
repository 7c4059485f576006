#pragma once
#include "didban/report/siting.h"
#include "pipelines/parcel/parcel_book.h"

namespace didban {

/// Ranks the parcels of a city by a criteria table. `top` = 0: all that pass. Same result for any number of threads.
/// The book must live longer than the result.
[[nodiscard]] SitingResult site_parcels(const ParcelBook& book, const SitingCriteria& criteria, const Date& on,
                                        std::size_t top, const RunOptions& run);

} // namespace didban
