#pragma once
#include <cstddef>
#include <string>

namespace didban {

/// No text that a person or a system hands over is longer, in bytes.
inline constexpr std::size_t longest_text_file = std::size_t{64} << 20;

/// The bytes of a text file, a byte order mark of UTF-8 left out. Reading ends at the first zero byte, which no text
/// holds, and at `most` bytes, so that a device that never ends takes neither time nor memory. Throws
/// Error{UnreadableInput} that names the path: "PATH: cannot be opened; REMEDY". Thread-safe.
[[nodiscard]] std::string read_text_file(const std::string& path, const std::string& remedy = "check the path",
                                         std::size_t most = longest_text_file);

} // namespace didban
