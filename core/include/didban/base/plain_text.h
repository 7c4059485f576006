#pragma once
#include <string>
#include <string_view>

/// Texts of others made harmless for the place they are shown in. Thread-safe.
namespace didban::text {

/// For terminals and logs: control characters (line feed and tab apart), marks that reorder the line and bytes that are
/// no UTF-8 become visible, as \u001b, \u202e and U+FFFD; direction isolates stay where they are closed again on their
/// line. The result of JSON text is JSON text of the same meaning.
[[nodiscard]] std::string for_terminal(std::string_view utf8);

/// For tables that a spreadsheet may open: what it would take for a formula (= + - @ as the first letter, also
/// full-width or after blanks; a leading tab, carriage return or line feed) gets an apostrophe in front. Numbers stay
/// as they are.
[[nodiscard]] std::string for_spreadsheet(std::string_view utf8);

/// At most about `most` bytes: the middle of a longer text is left out, which the result says.
[[nodiscard]] std::string shortened(std::string_view utf8, std::size_t most);

} // namespace didban::text
