#pragma once
#include "pipelines/parcel/parcel_file.h"

#include <string>

namespace didban {

/// The rules for ground that no parcel of the cadastre stands for: plots to be merged or parted, land without a deed.
/// `drawn.footprint` is its outline. JSON as rules_json() gives it, with `parcel_id` null and `covers`: the parcels
/// that it shares at least 1 m² with, the share of the polygon and that of the parcel. Its district is that of the
/// parcel that it covers most of; of buildings on it nothing is known. Throws Error{UnreadableInput} without an area,
/// Error{IncompatibleInput} when no parcel, zone or boundary of the city is near.
[[nodiscard]] std::string drawn_rules_json(const ParcelBook& book, const Proposal& drawn, const Date& on,
                                           const std::optional<Date>& known);

} // namespace didban
