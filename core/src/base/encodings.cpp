#include "didban/base/text.h"

#include "code_pages.h"
#include "utf8.h"

#include <algorithm>

namespace didban::text {

std::string decode(std::string_view bytes, const CodePage& page)
{
    std::string out;
    out.reserve(2 * bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte < 0x80 ? byte : page[byte - 0x80U]);
    }
    return out;
}

std::optional<std::string> encode(std::u32string_view text, const CodePage& page)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (const char32_t c : text) {
        if (c < 0x80) {
            bytes.push_back(static_cast<char>(c));
            continue;
        }
        const auto place = std::find(page.begin(), page.end(), c);
        if (place == page.end())
            return std::nullopt;
        bytes.push_back(static_cast<char>(static_cast<unsigned char>(0x80 + (place - page.begin()))));
    }
    return bytes;
}

bool is_valid_utf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t before = bytes.size();
        if (take_code_point(bytes) == replacement_character && before - bytes.size() != 3)
            return false; // U+FFFD itself is three bytes long
    }
    return true;
}

std::string from_windows_1256(std::string_view bytes)
{
    return decode(bytes, windows_1256);
}

std::string from_utf16(std::string_view bytes, bool little_endian)
{
    const auto unit = [&](std::size_t i) {
        const auto a = static_cast<unsigned char>(bytes[i]);
        const auto b = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(little_endian ? a | (b << 8U) : b | (a << 8U));
    };
    if (bytes.size() >= 2 && (unit(0) == 0xFEFF || unit(0) == 0xFFFE)) {
        little_endian = (unit(0) == 0xFEFF) == little_endian;
        bytes.remove_prefix(2);
    }
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const char32_t first = unit(i);
        const bool high = first >= 0xD800 && first <= 0xDBFF;
        const char32_t second = high && i + 3 < bytes.size() ? unit(i + 2) : 0;
        if (second >= 0xDC00 && second <= 0xDFFF) {
            append_utf8(out, 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00));
            i += 2;
        } else {
            append_utf8(out, first >= 0xD800 && first <= 0xDFFF ? replacement_character : first);
        }
    }
    if (bytes.size() % 2 != 0)
        append_utf8(out, replacement_character);
    return out;
}

} // namespace didban::text
