#include "didban/base/plain_text.h"

#include <array>
#include <optional>
#include <vector>

namespace didban::text {

namespace {

/// One character of UTF-8: its code point, nullopt for a byte that belongs to none, and its bytes.
struct Character {
    std::optional<char32_t> code;
    std::size_t bytes{1};
};

Character character_at(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80)
        return {char32_t{first}, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size())
        return {};
    char32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U)
            return {};
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    return {code, length};
}

bool is_isolate(char32_t c)
{
    return c >= 0x2066 && c <= 0x2068;
}

constexpr char32_t pop_isolate = 0x2069;

/// Acts on the terminal or the order of the line instead of being shown.
bool acts(char32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
           c == 0x2028 || c == 0x2029;
}

std::string escape(char32_t c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U})
        out += digits[(c >> shift) & 15U];
    return out;
}

bool is_number(std::string_view text)
{
    std::size_t digits = 0, points = 0;
    for (std::size_t i = text[0] == '+' || text[0] == '-' ? 1 : 0; i < text.size(); ++i) {
        if (text[i] == '.')
            ++points;
        else if (text[i] >= '0' && text[i] <= '9')
            ++digits;
        else
            return false;
    }
    return digits > 0 && points <= 1;
}

} // namespace

std::string for_terminal(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    std::vector<std::size_t> open; // where in `out` an isolate stands that is not closed yet
    const auto disarm = [&] {
        for (auto at = open.rbegin(); at != open.rend(); ++at)
            out.replace(*at, 3, escape(*character_at(out, *at).code));
        open.clear();
    };
    for (std::size_t i = 0; i < utf8.size();) {
        const auto [code, bytes] = character_at(utf8, i);
        if (!code) {
            out += "\xEF\xBF\xBD";
        } else if (acts(*code) || (*code == pop_isolate && open.empty())) {
            out += escape(*code);
        } else {
            if (*code == '\n')
                disarm();
            else if (is_isolate(*code))
                open.push_back(out.size());
            else if (*code == pop_isolate)
                open.pop_back();
            out.append(utf8, i, bytes);
        }
        i += bytes;
    }
    disarm();
    return out;
}

std::string for_spreadsheet(std::string_view utf8)
{
    if (utf8.empty() || is_number(utf8))
        return std::string(utf8);
    bool formula = utf8[0] == '\t' || utf8[0] == '\r' || utf8[0] == '\n';
    std::size_t first = 0;
    while (!formula && first < utf8.size()) {
        const auto [code, bytes] = character_at(utf8, first);
        const char32_t c = code.value_or(0);
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != 0xA0 && c != 0x3000 && c != 0xFEFF &&
            !(c >= 0x2000 && c <= 0x200F)) {
            for (const char32_t sign : {U'=', U'+', U'-', U'@', U'\uFF1D', U'\uFF0B', U'\uFF0D', U'\uFF20'})
                formula = formula || c == sign;
            break;
        }
        first += bytes;
    }
    return formula ? "'" + std::string(utf8) : std::string(utf8);
}

std::string shortened(std::string_view utf8, std::size_t most)
{
    if (utf8.size() <= most)
        return std::string(utf8);
    const auto inside = [&](std::size_t at) { return (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U; };
    std::size_t head = most * 2 / 3, tail = utf8.size() - most / 3;
    while (head > 0 && inside(head))
        --head;
    while (tail < utf8.size() && inside(tail))
        ++tail;
    return std::string(utf8.substr(0, head)) + " … [" + std::to_string(tail - head) + " bytes left out] … " +
           std::string(utf8.substr(tail));
}

} // namespace didban::text
