#pragma once
#include "didban/findings/judge_change.h"
#include "pipelines/city/city_data.h"
#include "pipelines/ground/ground_offset.h"
#include "pipelines/plan/plan_data.h"

#include <vector>

namespace didban {

/// What the plan was drawn on, told by the parcels' edges along streets: half the street's existing width lies between
/// its centre line and them, either as both are drawn, or once the parcels are laid where the images show them. Images
/// when that fits clearly better (a quarter of the squared distances) on 20 edges and more that the two ways part by
/// 0.3 m; else Cadastre. `ground`: one per parcel, or empty.
[[nodiscard]] PlanDrawnOn plan_drawn_on(const PlanData& plan, const std::vector<Parcel>& parcels,
                                        const std::vector<GroundOffset>& ground);

} // namespace didban
