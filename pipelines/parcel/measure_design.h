#pragma once
#include "pipelines/parcel/parcel_book.h"

namespace didban {

/// Measures a proposal on its parcel: shares of the plot, setbacks per side, built depth, corner cut, ground it must
/// keep off. Values that the proposal states itself are taken as they are; those that follow from the footprint are
/// measured in the working CRS. Throws Error{IncompatibleInput} when the footprint lies far from the parcel (swapped
/// axes, another CRS).
[[nodiscard]] Design measure_design(const Parcel& parcel, const PlanData& plan, const ParcelFacts& facts,
                                    const Proposal& proposal, const Crs& crs, const Date& on);

} // namespace didban
