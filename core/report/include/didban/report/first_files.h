#pragma once
#include <string_view>

namespace didban {

/// The commented files that a new city starts from; what they leave active reads without error.
[[nodiscard]] std::string_view city_template();
[[nodiscard]] std::string_view rules_template();

} // namespace didban
