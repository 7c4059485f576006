#pragma once
#include "didban/base/date.h"
#include "didban/base/number_text.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

/// Values as JSON: what is not known is null.
namespace didban {

using Json = nlohmann::ordered_json;

/// null for "".
[[nodiscard]] inline Json text_or_null(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}
[[nodiscard]] inline Json number_or_null(const std::optional<double>& x, int decimals)
{
    return x ? Json(rounded(*x, decimals)) : Json();
}
[[nodiscard]] inline Json day_or_null(const std::optional<Date>& day)
{
    return day ? Json(day->iso()) : Json();
}
/// Two spaces, letters that are no UTF-8 replaced, a line's end: how a JSON document leaves the house.
[[nodiscard]] inline std::string document(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace didban
