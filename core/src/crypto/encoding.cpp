#include "didban/crypto/encoding.h"

#include <algorithm>

namespace didban {

namespace {

constexpr std::string_view base64_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_value(char c)
{
    const auto at = base64_letters.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

} // namespace

std::string to_hex(std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte b : bytes) {
        text += digits[std::to_integer<unsigned>(b) >> 4];
        text += digits[std::to_integer<unsigned>(b) & 15U];
    }
    return text;
}

std::string to_base64(std::span<const std::byte> bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < n ? std::to_integer<unsigned>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= n ? base64_letters[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const std::size_t letters = i + 4 == text.size() ? 4 - padding : 4;
        unsigned group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const int value = k < letters ? base64_value(text[i + k]) : 0;
            if (value < 0)
                return std::nullopt;
            group = group << 6 | static_cast<unsigned>(value);
        }
        if (letters < 4 && (group & (letters == 3 ? 0xFFU : 0xFFFFU)) != 0)
            return std::nullopt;
        for (std::size_t k = 0; k + 1 < letters; ++k)
            bytes.push_back(static_cast<std::byte>(group >> (16 - 8 * k) & 0xFFU));
    }
    return bytes;
}

} // namespace didban
