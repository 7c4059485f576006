#pragma once
#include "didban/limits/bound.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// An upper limit of the plan and where it is written.
struct DecidedBound {
    Bound bound;
    std::string rule_id; ///< the rule that decided; "" when none did
    std::string source;  ///< document and clause
    std::string uri;     ///< where the document can be read; "" = not said
};

/// What the plan says about one parcel at one date.
struct PlanFacts {
    std::optional<std::string> zone;
    DecidedBound height_m;      ///< metres above the street
    DecidedBound floors;        ///< storeys
    DecidedBound coverage;      ///< share of the plot, 0 to 1
    DecidedBound far;           ///< floor area / plot area
    DecidedBound depth_m;       ///< metres of building behind the front edge
    DecidedBound surface_asl_m; ///< metres above sea level that nothing may pierce (airport)
    bool commercial{false};     ///< the zone's governing use is commercial
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
