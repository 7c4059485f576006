#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace didban::text {

inline constexpr char32_t replacement_character = 0xFFFD;

/// Takes the first code point off `bytes`, which is not empty. A byte that starts no valid sequence (overlong forms,
/// surrogates and cut sequences included) is taken alone as U+FFFD.
char32_t take_code_point(std::string_view& bytes);

void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] std::u32string to_utf32(std::string_view utf8);

/// How many bytes at the end of `bytes` are the start of a sequence that was cut off; 0 to 3.
[[nodiscard]] std::size_t cut_tail(std::string_view bytes);

} // namespace didban::text
