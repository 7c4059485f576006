#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace didban {

/// The one spelling of a JSON text that is hashed and signed (RFC 8785, JCS): no white space, keys sorted by their
/// UTF-16 units, numbers as ECMAScript writes them, strings in UTF-8 with the shortest escapes. Two texts with the same
/// meaning give the same bytes. nullopt for what has no one meaning everywhere (RFC 7493, I-JSON): no JSON, a key twice
/// in one object, a number beyond a double, broken UTF-8, a lone surrogate, more than 64 levels. Pure.
[[nodiscard]] std::optional<std::string> canonical_json(std::string_view json);

/// A number as ECMAScript writes it: "1", "0.002", "1e-7", "1e+21". `x` is finite.
[[nodiscard]] std::string ecmascript_number(double x);

} // namespace didban
