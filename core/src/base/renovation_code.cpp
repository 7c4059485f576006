#include "didban/base/renovation_code.h"

#include "didban/base/text.h"
#include "utf8.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>

namespace didban {

namespace {

constexpr std::size_t levels = 7;
constexpr std::size_t least_levels = 3;
constexpr std::size_t most_digits = 9;

bool is_separator(char32_t c)
{
    return c == U'-' || c == U'/' || c == U'_' || c == U'.' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

std::string join(const RenovationCode& code, std::size_t count)
{
    std::array<char, levels * std::size("-2147483648")> text{};
    char* end = text.data();
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0)
            *end++ = '-';
        end = std::to_chars(end, text.data() + text.size(), code.part[i]).ptr;
    }
    return {text.data(), end};
}

struct Integers {
    std::array<int, levels> part{};
    std::size_t count{0};
};

/// The integers of the text in the order they stand; none when it is no code.
Integers integers(std::string_view text)
{
    Integers found;
    std::size_t digits = 0;
    bool separated = true; // a new part may begin
    bool hard = true;      // a separator other than a space was seen since the last digit
    while (!text.empty()) {
        const char32_t c = text::take_code_point(text);
        if (c >= U'0' && c <= U'9') {
            if (separated) {
                if (++found.count > levels)
                    return {};
                digits = 0;
            }
            separated = hard = false;
            if (++digits > most_digits)
                return {};
            int& part = found.part[found.count - 1];
            part = 10 * part + static_cast<int>(c - U'0');
        } else if (c == U' ') {
            separated = true;
        } else if (is_separator(c) && !hard) {
            separated = hard = true;
        } else {
            return {};
        }
    }
    return hard ? Integers{} : found; // a separator at the end is no code
}

} // namespace

std::string RenovationCode::text() const
{
    return join(*this, levels);
}

std::string RenovationCode::short_text(int least) const
{
    std::size_t used = levels;
    while (used > 1 && part[used - 1] == 0)
        --used;
    return join(*this, std::clamp<std::size_t>(static_cast<std::size_t>(std::max(least, 1)), used, levels));
}

std::optional<ParsedCode> parse_renovation_code(std::string_view utf8)
{
    const bool plain = std::all_of(utf8.begin(), utf8.end(), [](char c) { return c > ' ' && c <= '~'; });
    const Integers found = plain ? integers(utf8) : integers(text::matching_key(utf8)); // which keeps plain digits
    const auto parts = std::span(found.part).first(found.count);
    if (parts.size() < least_levels || std::all_of(parts.begin(), parts.end(), [](int p) { return p == 0; }))
        return std::nullopt;
    ParsedCode parsed;
    parsed.reversed = parts.front() == 0 && parts.back() != 0;
    if (parsed.reversed)
        std::reverse_copy(parts.begin(), parts.end(), parsed.code.part.begin());
    else
        std::copy(parts.begin(), parts.end(), parsed.code.part.begin());
    return parsed;
}

std::string parcel_key(std::string_view utf8)
{
    if (const auto parsed = parse_renovation_code(utf8))
        return parsed->code.text();
    return text::matching_key(utf8);
}

std::vector<std::string> codes_in(std::string_view cell)
{
    std::string text(cell);
    for (const std::string_view separator : {"؛", "،", "|", ",", "\n", "\r"})
        for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator, at + 1))
            text.replace(at, separator.size(), ";");
    std::vector<std::string> codes;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find(';', from), text.size());
        if (to > from)
            codes.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return codes;
}

} // namespace didban
