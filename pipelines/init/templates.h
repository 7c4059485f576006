#pragma once
#include <string_view>

namespace didban {

[[nodiscard]] std::string_view city_template();
[[nodiscard]] std::string_view rules_template();

} // namespace didban
