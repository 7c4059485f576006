#include "didban/base/text.h"

#include "didban/base/number_text.h"
#include "utf8.h"

#include <algorithm>
#include <array>

namespace didban::text {

namespace {

struct Decomposition {
    char32_t form;
    std::u32string_view letters;
};

constexpr Decomposition presentation_forms[] = {
#include "presentation_forms.inc"
};

/// Compatibility decomposition of one code point; empty when it stands for itself.
std::u32string_view decompose(char32_t c)
{
    if (c < 0xFB50 || c > 0xFEFC)
        return {};
    const auto* const found = std::lower_bound(std::begin(presentation_forms), std::end(presentation_forms), c,
                                               [](const Decomposition& d, char32_t form) { return d.form < form; });
    return found != std::end(presentation_forms) && found->form == c ? found->letters : std::u32string_view{};
}

bool is_wide_space(char32_t c)
{
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

template <class Put>
void fold(std::string_view utf8, Put put)
{
    while (!utf8.empty()) {
        if (const auto byte = static_cast<unsigned char>(utf8.front()); byte < 0x80) {
            utf8.remove_prefix(1);
            put(byte);
            continue;
        }
        const char32_t c = take_code_point(utf8);
        if (const auto letters = decompose(c); !letters.empty())
            for (const char32_t letter : letters)
                put(letter);
        else if (c >= 0xFF01 && c <= 0xFF5E)
            put(c - 0xFEE0); // full-width ASCII
        else
            put(is_wide_space(c) ? U' ' : c);
    }
}

bool is_invisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
           c == 0xFEFF || c == 0xAD || c == 0x061C || c == 0x0640;
}

bool is_diacritic(char32_t c)
{
    return (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
           (c >= 0x06D6 && c <= 0x06DC) || (c >= 0x06DF && c <= 0x06E8) || (c >= 0x06EA && c <= 0x06ED);
}

/// Spaces of any width, no-break ones too, and control characters that part words.
bool is_blank(char32_t c)
{
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

char32_t digit(char32_t c)
{
    if (c >= 0x06F0 && c <= 0x06F9)
        return c - 0x06F0 + U'0';
    return c >= 0x0660 && c <= 0x0669 ? c - 0x0660 + U'0' : c;
}

char32_t key_letter(char32_t c)
{
    switch (c) {
    case 0x064A: // ي
    case 0x0649: // ى
        return 0x06CC;
    case 0x0643: // ك
    case 0x06AA: // ڪ
        return 0x06A9;
    case 0x0629: // ة
    case 0x06C0: // ۀ
    case 0x06C1: // ہ
    case 0x06BE: // ھ
    case 0x06D5: // ە
        return 0x0647;
    case 0x0622: // آ
    case 0x0623: // أ
    case 0x0625: // إ
    case 0x0671: // ٱ
        return 0x0627;
    default:
        return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : digit(c);
    }
}

} // namespace

std::string fold_presentation_forms(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    fold(utf8, [&](char32_t c) { append_utf8(out, c); });
    return out;
}

std::string matching_key(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    bool gap = false;
    fold(utf8, [&](char32_t c) {
        if (c >= 0x80 && (is_invisible(c) || is_diacritic(c)))
            return;
        if (is_blank(c)) {
            gap = !out.empty();
            return;
        }
        if (gap)
            out.push_back(' ');
        gap = false;
        if (c < 0x80)
            out.push_back(static_cast<char>(c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c));
        else
            append_utf8(out, key_letter(c));
    });
    return out;
}

std::string ascii_digits(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::string_view rest = utf8;
        const char32_t c = take_code_point(utf8);
        if (const char32_t ascii = digit(c); ascii != c)
            append_utf8(out, ascii);
        else
            out.append(rest.substr(0, rest.size() - utf8.size()));
    }
    return out;
}

std::string lower_ascii(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string persian_digits(std::string_view ascii)
{
    std::string out;
    out.reserve(2 * ascii.size());
    for (const char c : ascii) {
        if (c >= '0' && c <= '9')
            append_utf8(out, 0x06F0 + static_cast<char32_t>(c - '0'));
        else
            out.push_back(c);
    }
    return out;
}

std::string persian_number(std::string_view ascii)
{
    std::string number = persian_digits(ascii);
    for (auto dot = number.find('.'); dot != std::string::npos; dot = number.find('.', dot))
        number.replace(dot, 1, "٫");
    return number;
}

std::string persian_number(double x)
{
    return persian_number(plain(x));
}

} // namespace didban::text
