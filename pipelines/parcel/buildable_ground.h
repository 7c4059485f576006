#pragma once
#include "didban/rules/buildable.h"
#include "pipelines/plan/plan_data.h"

namespace didban {

/// The ground of a parcel that widening, setbacks, the corner cut, the built depth and forbidden parts leave, measured
/// in the working CRS and brought to the ellipsoid. A cut of the depth towards the neighbour is not taken off. Empty
/// when the plot area that the plan counts with is not known.
[[nodiscard]] std::optional<BuildableGround> buildable_ground(const PlanData& plan, const Parcel& parcel,
                                                              const ParcelFacts& facts, const Answer& answer);

} // namespace didban
