#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// Two lower-case hex digits per byte.
[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);
/// Base64 with padding (RFC 4648 §4).
[[nodiscard]] std::string to_base64(std::span<const std::byte> bytes);
/// Strict: padding required, no white space, unused bits zero; nullopt for anything else.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64(std::string_view text);

} // namespace didban
