#pragma once
#include <nlohmann/json.hpp>

#include <string>

namespace didban {

/// canonical_json() of a value that this program has made itself, each key once, without its text in between. Bytes
/// that are no UTF-8 become U+FFFD. Pure.
[[nodiscard]] std::string canonical_json_of(const nlohmann::ordered_json& value);

} // namespace didban
