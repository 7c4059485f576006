#pragma once
#include <string>
#include <string_view>

namespace didban {

/// `text` (UTF-8) as a QR code of error correction level M, an inline SVG whose unit is one module, with the quiet zone
/// of four modules around it. `label` is read out in its place. Equal texts give equal bytes. Throws
/// Error{Internal} where the text is longer than a QR code holds (2331 bytes).
[[nodiscard]] std::string qr_svg(const std::string& text, std::string_view label);

} // namespace didban
