#pragma once
#include "didban/geo/polygon.h"
#include "didban/rules/assess.h"
#include "didban/rules/other_side.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A proposed building as an applicant states it. What is empty is not stated. Lengths in metres, areas in m².
struct Proposal {
    MultiPolygon footprint;    ///< in `footprint_crs`
    std::string footprint_crs; ///< "" = WGS 84 longitude, latitude
    std::optional<double> floors, height_m, footprint_m2, total_area_m2, units, parking, projection_m;
    std::optional<double> setback_front_m, setback_rear_m, setback_side_m, depth_m, chamfer_m;
    std::optional<double> ground_asl_m;      ///< elevation of the ground above sea level
    std::vector<std::string> uses;           ///< codes as in the plan
    std::vector<std::string> conditions_met; ///< texts of conditions that the applicant has shown to hold
    std::string kind;                        ///< "new", "addition", …; "" = new
};

/// An assessed proposal with the answer it was compared with.
struct Assessment {
    std::string parcel_id;
    Answer answer;
    std::vector<DesignCheck> checks; ///< point to rules that live as long as `answer`
    LimitVerdict verdict{LimitVerdict::Inconclusive};
    std::vector<OtherSide> other_sides; ///< edges of the rules that area or width may lie beyond
    std::vector<PendingRule> pending;   ///< rules that would concern the building and do not hold yet
};

} // namespace didban
