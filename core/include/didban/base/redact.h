#pragma once
#include <string>
#include <string_view>

namespace didban {

/// The text with every password, key and token in it replaced by ***: `password=…` in any spelling (spaced, quoted,
/// braced, after ; , & or ?), user:password@ of a web or database address, user/password@ of ODBC and Oracle, the
/// signature of a signed address, bearer tokens. For all that is said, logged or written down about a data source; when
/// in doubt more is masked rather than less. A text without secrets comes back as it was. Thread-safe.
[[nodiscard]] std::string redact(std::string_view text);

/// The same for what a driver or server says about `source`: secrets of the source are masked wherever they stand in
/// the text, also without the words around them.
[[nodiscard]] std::string redact(std::string_view text, std::string_view source);

} // namespace didban
