#pragma once
#include "didban/cases/case_event.h"

#include <nlohmann/json.hpp>

namespace didban {

[[nodiscard]] nlohmann::ordered_json case_json(const Case& c);
[[nodiscard]] nlohmann::ordered_json event_json(const CaseEvent& e);

} // namespace didban
