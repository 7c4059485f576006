#include "didban/base/text.h"

#include "utf8.h"

#include <algorithm>

namespace didban::text {

namespace {

unsigned oddity_of(char32_t c)
{
    if (c == 0x064A || c == 0x0649 || c == 0x0643)
        return ArabicLetters;
    if (c >= 0x0660 && c <= 0x0669)
        return ArabicDigits;
    if (c >= 0x06F0 && c <= 0x06F9)
        return PersianDigits;
    if ((c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC))
        return PresentationForms;
    if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
        c == 0xAD)
        return c == 0x200C ? 0U : Invisible; // the zero-width non-joiner is good Persian spelling
    return c == replacement_character ? LostCharacters : 0U;
}

/// Position of a letter's shape in its group of four (isolated, final, initial, medial) in Presentation Forms-B; -1 for
/// others.
int shape(char32_t c)
{
    // Letters with four shapes stand in groups that begin at these places, in the order isolated, final, initial,
    // medial.
    if (c < 0xFE89 || c > 0xFEF4)
        return -1;
    const auto four_shapes = [&](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (four_shapes(0xFE89, 0xFE8C))
        return static_cast<int>(c - 0xFE89);
    if (four_shapes(0xFE8F, 0xFE92))
        return static_cast<int>(c - 0xFE8F);
    if (four_shapes(0xFE95, 0xFEA8))
        return static_cast<int>((c - 0xFE95) % 4);
    if (four_shapes(0xFEB1, 0xFEEC))
        return static_cast<int>((c - 0xFEB1) % 4);
    return four_shapes(0xFEF1, 0xFEF4) ? static_cast<int>(c - 0xFEF1) : -1;
}

/// In logical order an initial shape is followed, not preceded, by a medial or final one.
bool is_mirrored(const std::u32string& text)
{
    int forward = 0;
    int backward = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const int a = shape(text[i]);
        const int b = shape(text[i + 1]);
        forward += (a == 2 || a == 3) && (b == 1 || b == 3) ? 1 : 0;
        backward += (a == 1 || a == 3) && (b == 2 || b == 3) ? 1 : 0;
    }
    return backward > forward;
}

bool has_cad_codes(std::string_view ascii)
{
    const auto has = [&](std::string_view code) { return ascii.find(code) != std::string_view::npos; };
    return has("\\P") || has("{\\") || has("\\f") || has("\\H") || has("%%c") || has("%%d") || has("%%p") ||
           has("%%u") || has("\\U+");
}

} // namespace

unsigned oddities(std::string_view utf8)
{
    unsigned found = utf8.find_first_of("\\%") != std::string_view::npos && has_cad_codes(utf8) ? CadCodes : 0U;
    if (utf8.find("???") != std::string_view::npos)
        found |= LostCharacters;
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return found;
    const std::u32string text = to_utf32(utf8);
    for (const char32_t c : text)
        found |= oddity_of(c);
    if ((found & PresentationForms) != 0 && is_mirrored(text))
        found |= Mirrored;
    if (detect_mojibake(utf8) != Mojibake::None)
        found |= BadMojibake;
    return found;
}

} // namespace didban::text
