#pragma once
#include "didban/report/parcel_rules.h"
#include "pipelines/parcel/parcel_book.h"

#include <optional>

namespace didban {

/// The rules for ground that no parcel of the cadastre stands for: plots to be merged or parted, land without a deed.
/// `drawn.footprint` is its outline. It covers the parcels that it shares at least 1 m² with. Its district is that of
/// the parcel that it covers most of; of buildings on it nothing is known. Throws Error{UnreadableInput} without an
/// area, Error{IncompatibleInput} when no parcel, zone or boundary of the city is near.
[[nodiscard]] DrawnPlot rules_of_drawn(const ParcelBook& book, const Proposal& drawn, const Date& on,
                                       const std::optional<Date>& known);

} // namespace didban
