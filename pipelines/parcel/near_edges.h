#pragma once
#include "didban/rules/other_sides.h"
#include "pipelines/parcel/parcel_book.h"

#include <vector>

namespace didban {

/// One sigma of the parcel's area, m².
[[nodiscard]] double area_accuracy(const ParcelBook& book, std::size_t parcel);

/// Where the plot's area or its passage's width lies within its accuracy of an edge of the rules, with what the other
/// side would give. The accuracy follows from that of the cadastre's corners (city.toml, one sigma): of an area by its
/// corners, of a width by the two edges that it lies between.
[[nodiscard]] std::vector<OtherSide> near_edges(const ParcelBook& book, std::size_t parcel, const ParcelFacts& facts,
                                                const Answer& answer);

} // namespace didban
