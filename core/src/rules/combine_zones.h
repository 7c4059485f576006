#pragma once
#include "didban/rules/answer.h"

namespace didban {

/// One answer for a parcel that lies in several zones: of each quantity the strictest, with what the other zones say
/// among the losing rules. `zones[i]` names the zone of `answers[i]`.
[[nodiscard]] QuantityAnswer combine_zones(std::vector<QuantityAnswer> answers, const std::vector<std::string>& zones);

} // namespace didban
