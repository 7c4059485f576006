#pragma once
#include "didban/rules/facts.h"
#include "didban/rules/rule_set.h"

#include <string>

namespace didban {

/// The classes of one land use of a zone (domain model §4.1: local code, national code, HILUCS), as the plan's mapping
/// table has them; "" = it does not. Mixed uses that the table does not have as a whole ("a+b") are looked up part by
/// part; their classes are joined with "; ".
[[nodiscard]] UseCode use_codes(const RuleSet& rules, const std::string& local);

/// The same of the zone's approved use; where the table has no HILUCS, the class that the zone layer itself gives.
[[nodiscard]] UseCode approved_use_codes(const RuleSet& rules, const ZoneShare& zone);

} // namespace didban
