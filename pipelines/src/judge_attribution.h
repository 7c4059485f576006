#pragma once
#include "didban/geo/polygon.h"

namespace didban {

/// Probability that a change belongs to a parcel and not to the ground around it, when the change may lie anywhere
/// within a normal error of `sigma_m` per axis: the share of 25 shifted positions (5 × 5 quantiles of the normal
/// distribution, so weights are equal) in which the parcel holds at least half of what it holds unshifted and at least
/// `least_m2`. 1 when it cannot leave the parcel within those shifts.
[[nodiscard]] double attribution_probability(const MultiPolygon& change, const MultiPolygon& parcel, double sigma_m,
                                             double least_m2);

} // namespace didban
