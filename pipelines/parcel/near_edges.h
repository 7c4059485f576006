#pragma once
#include "didban/rules/other_sides.h"
#include "pipelines/parcel/answer_json.h"

#include <string>
#include <vector>

namespace didban {

/// Where the plot's area or its passage's width lies within its accuracy of an edge of the rules, with what the other
/// side would give. The accuracy follows from that of the cadastre's corners (city.toml, one sigma): of an area by its
/// corners, of a width by the two edges that it lies between.
[[nodiscard]] std::vector<OtherSide> near_edges(const ParcelBook& book, std::size_t parcel, const ParcelFacts& facts,
                                                const Answer& answer);

[[nodiscard]] Json to_json(const std::vector<OtherSide>& sides);

/// "the plot's area of 118.4 m² (± 5.2) may be 120 m² or more; then: number of floors at most 4".
[[nodiscard]] std::string other_side_text(const OtherSide& side, Language language);

} // namespace didban
