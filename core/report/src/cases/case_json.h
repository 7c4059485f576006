#pragma once
#include "didban/cases/case_clocks.h"
#include "didban/cases/case_event.h"

#include <nlohmann/json.hpp>

namespace didban {

[[nodiscard]] nlohmann::ordered_json case_json(const Case& c, const CaseClocks& clocks);
[[nodiscard]] nlohmann::ordered_json event_json(const CaseEvent& e);

} // namespace didban
