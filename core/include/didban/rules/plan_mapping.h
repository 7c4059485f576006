#pragma once
#include "didban/rules/rule_set.h"

#include <string>
#include <vector>

namespace didban {

/// What a dimension of a foreign plan means here.
struct DimensionMeaning {
    std::string reference;   ///< as the foreign plan labels it; compared by matching key
    Effect effect;           ///< without its value
    std::string unit;        ///< of values that name none; "" = such values cannot be taken
    std::string effect_toml; ///< base, height_reference, height_top, body, condition as rules.toml writes them, ", …"
};

/// What kind of overlay a regulation code of a foreign plan is here.
struct OverlayMeaning {
    std::string code, kind, degree;
};

/// How a city reads plans that others made: a table that planners keep, never code.
struct PlanMapping {
    std::vector<UseCode> uses;
    std::vector<DimensionMeaning> dimensions;
    std::vector<OverlayMeaning> overlays;
    std::vector<OverlayKind> overlay_kinds; ///< that the city names itself
    [[nodiscard]] const DimensionMeaning* find_dimension(const std::string& reference) const;
    [[nodiscard]] const OverlayMeaning* find_overlay(const std::string& code) const;
};

/// The column names of `didban import-plan` (floors, height_m, coverage_percent, …) and the XPlanung short names whose
/// meaning is fixed by law (GRZ, GFZ, Z, Zmin, Zmax, Zzwingend).
[[nodiscard]] const std::vector<DimensionMeaning>& built_in_dimensions();

/// Reads a mapping file: [[use]] as in rules.toml, [[dimension]] reference, effect; [[overlay]] code, kind, degree;
/// [[overlay_kind]] as in rules.toml. Throws Error{Configuration} "file:line: …".
[[nodiscard]] PlanMapping read_plan_mapping(const std::string& path);
[[nodiscard]] PlanMapping parse_plan_mapping(std::string_view toml, const std::string& name);

} // namespace didban
