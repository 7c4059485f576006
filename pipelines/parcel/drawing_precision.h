#pragma once
#include "didban/geo/crs.h"
#include "didban/geo/polygon.h"
#include "didban/rules/assess.h"

#include <vector>

namespace didban {

/// How exactly a footprint is drawn.
struct DrawingPrecision {
    double tolerance_m{};   ///< a length that misses a limit by no more is drawn at the limit
    double uncertainty_m{}; ///< what coarser coordinates leave open beyond that, else 0
};

/// From the decimals of the coordinates: half a unit of the last one, on both axes. The tolerance is at least 1 cm for
/// degrees and 8 mm for metres, which round numbers of metres are taken to mean, and at most 2 cm; what exceeds that is
/// uncertainty. Pure.
[[nodiscard]] DrawingPrecision precision_of(const MultiPolygon& footprint, const Crs& crs);

/// The design with every drawn value that misses a limit by no more than its tolerance put at that limit.
[[nodiscard]] Design at_limits(Design design, const Answer& answer);

/// Writes into the checks what was measured, and within which tolerance.
void tell_tolerance(const Design& drawn, std::vector<DesignCheck>& checks);

} // namespace didban
