#pragma once
#include "didban/findings/judge_change.h"

namespace didban {

/// What a check found: the row for the finding and the code that a violation of it carries.
struct EnvelopeCheck {
    RuleCheck check;
    std::string code;
};

/// The new ground, floors and height against a valid permit. Limits that the permit does not state give no row.
[[nodiscard]] std::vector<EnvelopeCheck> check_permit_envelope(const ObservedChange& change, const Permit& permit,
                                                               double area_on_all_plots_m2, const Accuracy& accuracy,
                                                               const JudgeOptions& options);

/// The new building against the plan's limits for its parcel.
[[nodiscard]] std::vector<EnvelopeCheck> check_plan_limits(const ObservedChange& change, const Parcel& parcel,
                                                           const PlanFacts& plan, const Accuracy& accuracy,
                                                           const JudgeOptions& options);

/// How deep the change reaches into the plot, against the plan (V115). On a plot with several street edges the reading
/// that is least deep counts. Its error is that of the outline and of the parcel's edge. Empty without a limit or a
/// street edge, and for changes that cover no ground.
[[nodiscard]] std::optional<EnvelopeCheck> check_depth(const ObservedChange& change, const PlaceFacts& place,
                                                       const Accuracy& accuracy, const JudgeOptions& options);

/// The building's top above sea level, against an airport's obstacle surface (V173). Empty unless both are known.
[[nodiscard]] std::optional<EnvelopeCheck> check_surface(const ObservedChange& change, const PlanFacts& plan);

/// Expanded uncertainty (k = 2) of a change's area: the detector's own, the model error of roof against wall outlines,
/// and walls that an oblique view shows beside the roof.
[[nodiscard]] double area_uncertainty_m2(double area_m2, const ObservedChange& change, const Accuracy& accuracy,
                                         const JudgeOptions& options);

} // namespace didban
