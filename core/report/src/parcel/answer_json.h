#pragma once
#include "didban/cases/compare_stages.h"
#include "didban/report/parcel_file.h"
#include "didban/rules/assess.h"
#include "didban/rules/facts.h"
#include "didban/rules/other_side.h"
#include "didban/rules/rule_set.h"
#include "json_values.h"

#include <vector>

namespace didban {

/// A limit: a number, or [low, high].
[[nodiscard]] Json to_json(const Limit& limit);
[[nodiscard]] Json to_json(const ParcelFacts& facts);
/// The JSON of `facts` with the names of overlays' kinds and the classes of the zones' uses.
[[nodiscard]] Json with_names(Json json, const RuleSet& rules, const ParcelFacts& facts);
[[nodiscard]] Json to_json(const Answer& answer);
[[nodiscard]] Json to_json(const std::vector<PlanLevelShare>& levels);
/// One limit with all that it stands on; `answer` holds the limits that it depends on.
[[nodiscard]] Json to_json(const QuantityAnswer& limit, const Answer& answer);
/// A check, with what its limit in `answer` stands on.
[[nodiscard]] Json to_json(const DesignCheck& check, const Answer& answer);
[[nodiscard]] Json to_json(const StageComparison& stages);
[[nodiscard]] Json to_json(const std::vector<OtherSide>& sides);
[[nodiscard]] Json to_json(const std::vector<PendingRule>& pending);
[[nodiscard]] Json to_json(const std::optional<StatedArea>& area);
/// `answer` holds the conditions of the limits that decided.
[[nodiscard]] Json to_json(const std::optional<BuildableAreas>& areas, const Answer& answer);

} // namespace didban
