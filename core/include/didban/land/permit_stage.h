#pragma once
#include "didban/land/permit.h"

#include <string>

namespace didban {

/// The last stage of the life cycle that the record proves on a day (domain model §3.1): "PLAN_CONTROL", "PERMIT",
/// "START", "COMPLETE".
[[nodiscard]] std::string permit_stage(const Permit& permit, const Date& on);
/// On a day: "valid", "expired", "completed", "revoked", "suspended", "draft", "not_yet_issued", "unknown".
[[nodiscard]] std::string permit_legal_state(const Permit& permit, const Date& on);

} // namespace didban
