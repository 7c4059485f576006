#pragma once
#include "didban/geo/polygon.h"

#include <vector>

namespace didban {

/// Where a change lies when boundaries are uncertain.
struct Attribution {
    double expected_share{}; ///< mean share of the change's area inside the parcel, 0 … 1
    double majority{}; ///< probability that the parcel holds more of the change than any other parcel and than the
                       ///< ground outside all of them
};

/// One sigma per axis between a change's outline and a parcel boundary, metres: registration residual and cadastre
/// accuracy are independent.
[[nodiscard]] double boundary_sigma(double residual_m, double cadastre_accuracy_m);

/// Probabilities for each candidate parcel when the change may stand anywhere around where it was seen, with a normal
/// error of `sigma_m` on each axis (Gaussian weights on a fixed grid of shifts, 0.6 σ apart, out to 3 σ; exact areas at
/// every shift). The parcels should hold all neighbours that the change can reach, and not overlap. Shares of all
/// parcels and of the ground outside sum to 1. Projected metres; pure; any thread.
[[nodiscard]] std::vector<Attribution>
attribute_change(const MultiPolygon& change, const std::vector<const MultiPolygon*>& parcels, double sigma_m);

} // namespace didban
