#pragma once
#include "didban/report/plan_difference.h"
#include "pipelines/parcel/parcel_book.h"

namespace didban {

/// Compares the limits of every parcel on one day. Parcels are matched by key and by earlier codes. Same result for any
/// number of threads.
[[nodiscard]] PlanDifference diff_plan(const ParcelBook& old_plan, const ParcelBook& new_plan, const Date& on,
                                       const RunOptions& run);

} // namespace didban
