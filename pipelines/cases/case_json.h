#pragma once
#include "didban/cases/case_event.h"

#include <nlohmann/json.hpp>

namespace didban {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json case_json(const Case& c);
[[nodiscard]] Json event_json(const CaseEvent& e);
/// null for "".
[[nodiscard]] Json text_or_null(const std::string& text);

} // namespace didban
