#pragma once
#include "didban/findings/plan_facts.h"
#include "pipelines/plan/plan_data.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <vector>

namespace didban {

/// The limits that the rule engine gives for one parcel; `permit` names the permit whose issue date chooses the rules,
/// if one does.
[[nodiscard]] PlanFacts plan_facts(const PlanData& plan, const Parcel& parcel, const Date& as_of, const Permit* permit);

/// plan_facts of every parcel on one day; empty when the city has no plan.
[[nodiscard]] std::vector<PlanFacts> plan_facts_of_all(const PlanData& plan, const std::vector<Parcel>& parcels,
                                                       const Date& as_of, const RunOptions& run);

/// Restricted ground: overlays in force below `ground`, passages and the strips of their widening below `on_street`.
[[nodiscard]] std::vector<RestrictedGround> restricted_ground(const PlanData& plan, const MultiPolygon& ground,
                                                              const MultiPolygon& on_street, const Date& as_of);

/// The parcel's edges along streets, two points each in counter-clockwise order; empty when the plan has no streets.
[[nodiscard]] std::vector<LineString> street_edges(const PlanData& plan, const Parcel& parcel);

/// True when at least half of the shape lies on protected farmland in force on the date.
[[nodiscard]] bool on_farmland(const PlanData& plan, const MultiPolygon& shape, const Date& as_of);

/// True when the plan knows the boundaries and the shape lies outside city, harim and village.
[[nodiscard]] bool outside_control(const PlanData& plan, const MultiPolygon& shape, const Date& as_of);

} // namespace didban
