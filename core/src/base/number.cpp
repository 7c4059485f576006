#include "didban/base/text.h"

#include "utf8.h"

#include <charconv>

namespace didban::text {

namespace {

enum class Sign { Digit, Decimal, Thousands, Minus, Plus, Exponent, Percent, Other };

Sign sign_of(char32_t c)
{
    if (c >= U'0' && c <= U'9')
        return Sign::Digit;
    switch (c) {
    case U'.':
    case U'/':
    case 0x066B: // ٫
        return Sign::Decimal;
    case U',':
    case 0x066C: // ٬
    case 0x060C: // ،
        return Sign::Thousands;
    case U'-':
    case 0x2212:
        return Sign::Minus;
    case U'+':
        return Sign::Plus;
    case U'e':
        return Sign::Exponent;
    case U'%':
    case 0x066A: // ٪
        return Sign::Percent;
    default:
        return Sign::Other;
    }
}

/// Takes a percent sign off either end: right-to-left tables hold both "60%" and "٪۶۰".
bool take_percent(std::u32string_view& text)
{
    if (!text.empty() && sign_of(text.back()) == Sign::Percent)
        text.remove_suffix(1);
    else if (!text.empty() && sign_of(text.front()) == Sign::Percent)
        text.remove_prefix(1);
    else
        return false;
    while (!text.empty() && text.back() == U' ')
        text.remove_suffix(1);
    while (!text.empty() && text.front() == U' ')
        text.remove_prefix(1);
    return true;
}

/// The number in the form that from_chars reads; empty when it is none.
std::string canonical(std::u32string_view text)
{
    std::string out;
    bool decimal = false;
    bool exponent = false;
    bool grouped = false;
    std::size_t digits = 0; // since the last sign
    for (const char32_t c : text) {
        switch (sign_of(c)) {
        case Sign::Digit:
            out.push_back(static_cast<char>(c));
            ++digits;
            break;
        case Sign::Decimal:
            if (decimal || exponent || (grouped && digits != 3))
                return {};
            decimal = true;
            digits = 0;
            out.push_back('.');
            break;
        case Sign::Thousands:
            if (decimal || exponent || digits == 0 || digits > 3 || (grouped && digits != 3))
                return {};
            grouped = true;
            digits = 0;
            break;
        case Sign::Minus:
        case Sign::Plus:
            if (!out.empty() && out.back() != 'e')
                return {};
            if (sign_of(c) == Sign::Minus)
                out.push_back('-');
            break;
        case Sign::Exponent:
            if (exponent || grouped || out.empty() || out == "-")
                return {};
            exponent = true;
            digits = 0;
            out.push_back('e');
            break;
        case Sign::Percent:
        case Sign::Other:
            return {};
        }
    }
    return grouped && !decimal && digits != 3 ? std::string{} : out;
}

} // namespace

std::optional<Number> parse_number(std::string_view utf8)
{
    const std::u32string key = to_utf32(matching_key(utf8));
    std::u32string_view text = key;
    Number number;
    number.percent = take_percent(text);
    const std::string ascii = canonical(text);
    if (ascii.find_first_of("0123456789") == std::string::npos)
        return std::nullopt;
    const char* const end = ascii.data() + ascii.size();
    const auto [stop, error] = std::from_chars(ascii.data(), end, number.value);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    return number;
}

} // namespace didban::text
