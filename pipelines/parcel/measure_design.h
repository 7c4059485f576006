#pragma once
#include "pipelines/parcel/parcel_book.h"

namespace didban {

/// The built depth behind a street that does not govern, and the depth that the plot has behind it.
struct StreetReading {
    double plot_depth_m{};
    DesignValue depth;
};

struct MeasuredDesign {
    Design design;
    std::vector<StreetReading> other_streets; ///< of a plot on several streets: each has its own limit of depth
};

/// Measures a proposal on its parcel: shares of the plot, setbacks per side, built depth behind the corrected edge,
/// the cut of the corner where it lies after widening, ground it must keep off. Drawn values carry the tolerance that
/// the coordinates' decimals give them. Values that the proposal states itself are taken as they are; those that follow
/// from the footprint are measured in the working CRS. Throws Error{IncompatibleInput} when the footprint lies far from
/// the parcel (swapped axes, another CRS).
[[nodiscard]] MeasuredDesign measure_design(const ParcelBook& book, std::size_t parcel, const ParcelFacts& facts,
                                            const Proposal& proposal, const Date& on);

} // namespace didban
