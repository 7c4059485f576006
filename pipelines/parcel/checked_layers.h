#pragma once
#include "didban/report/parcel_file.h"
#include "pipelines/parcel/parcel_book.h"

#include <vector>

namespace didban {

/// What was looked at for the file of a parcel, and whether it concerns the parcel: zones, streets, boundaries, every
/// kind of overlay that the plan draws or its rules speak of, the register of permits and the ledger. `file` has its
/// facts, its surroundings, its permits and its history already.
[[nodiscard]] std::vector<CheckedLayer> checked_layers(const ParcelBook& book, const ParcelFile& file);

} // namespace didban
