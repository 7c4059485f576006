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
                                                               double area_on_all_plots_m2,
                                                               const JudgeOptions& options);

/// The new building against the plan's limits for its parcel.
[[nodiscard]] std::vector<EnvelopeCheck> check_plan_limits(const ObservedChange& change, const Parcel& parcel,
                                                           const PlanFacts& plan, const JudgeOptions& options);

/// Expanded uncertainty (k = 2) of a change's area: the detector's own and the model error of roof against wall
/// outlines.
[[nodiscard]] double area_uncertainty_m2(double area_m2, const ObservedChange& change, const JudgeOptions& options);

} // namespace didban
