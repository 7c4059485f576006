#pragma once
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// One upper limit as the rule engine answers it. `value` empty: not regulated, unknown or subject to an inquiry;
/// `state` tells which.
struct PlanLimit {
    std::optional<double> value;
    std::string state{"unknown"}; ///< "limited", "not_regulated", "unknown", "needs_inquiry", "forbidden"
    std::string rule_id;          ///< the rule that decided; "" when none did
    std::string source;           ///< document and clause
};

/// What the plan says about one parcel at one date.
struct PlanFacts {
    std::optional<std::string> zone;
    PlanLimit height_m;      ///< metres above the street
    PlanLimit floors;        ///< storeys
    PlanLimit coverage;      ///< share of the plot, 0 to 1
    PlanLimit far;           ///< floor area / plot area
    PlanLimit depth_m;       ///< metres of building behind the front edge
    PlanLimit surface_asl_m; ///< metres above sea level that nothing may pierce (airport)
    bool commercial{false};  ///< the zone's governing use is commercial
};

/// How much of a change lies on ground where building is restricted by the plan in force at the date.
struct RestrictedGround {
    std::string id;
    std::string
        kind; ///< heritage | utility | river | qanat | airport | passage | widening | garden | farmland | forbidden
    std::string degree; ///< "" = not given
    std::string source; ///< document and article
    double area_m2{};   ///< of the change's certain ground inside it
};

} // namespace didban
