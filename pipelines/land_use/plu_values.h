#pragma once
#include "didban/rules/plan_mapping.h"
#include "pipelines/land_use/plu_object.h"

#include <map>
#include <string>
#include <vector>

namespace didban {

/// A dimension of the plan as the effect of a rule.
struct PlannedEffect {
    Quantity quantity{};
    std::string toml; ///< what stands between the braces of effect = { … }
};

/// Turns dimensioning indications into effects through the mapping table.
class PluValues {
public:
    explicit PluValues(const PlanMapping& mapping) : mapping_(mapping) {}
    /// Labels without a meaning, text for numbers, units that do not fit and values that do not bind are added to
    /// `losses`. Throws Error{UnreadableInput} for a value that cannot be: 60 as a share.
    [[nodiscard]] std::vector<PlannedEffect> effects_of(const PluObject& object, Losses& losses);

private:
    void check(const PluObject& object, const PluIndication& indication, const std::string& effect);
    const PlanMapping& mapping_;
    std::map<std::string, bool> checked_;
};

} // namespace didban
