#include "didban/base/text.h"

#include "code_pages.h"
#include "utf8.h"

#include <algorithm>

namespace didban::text {

namespace {

bool is_arabic(char32_t c)
{
    return (c >= 0x0600 && c <= 0x06FF) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFB50 && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFF);
}

bool is_arabic_letter(char32_t c)
{
    return (c >= 0x0621 && c <= 0x064A) || (c >= 0x0671 && c <= 0x06D3);
}

bool is_latin_letter(char32_t c)
{
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

std::size_t non_ascii(std::u32string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char32_t c) { return c >= 0x80; }));
}

/// Undoes "UTF-8 bytes taken for `page`". A sequence that the width of a field cut off at the end is dropped.
std::optional<std::string> undo_utf8_as(std::u32string_view text, const CodePage& page)
{
    auto bytes = encode(text, page);
    if (!bytes)
        return std::nullopt;
    bytes->resize(bytes->size() - cut_tail(*bytes));
    if (!is_valid_utf8(*bytes))
        return std::nullopt;
    return bytes;
}

/// Was it Persian before? At least `least` Arabic-script characters, and hardly anything else outside ASCII.
bool reads_as_persian(std::string_view utf8, std::size_t least)
{
    const std::u32string text = to_utf32(utf8);
    const auto arabic = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_arabic));
    return arabic >= least && 10 * arabic >= 9 * non_ascii(text);
}

/// Lead bytes D8 to DB of Arabic-script UTF-8, each followed by a continuation byte, as `page` shows them. True when
/// such pairs make up nearly all that is not ASCII, lost characters (U+FFFD) allowed.
bool has_utf8_pairs(std::u32string_view text, const CodePage& page)
{
    std::size_t pairs = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const bool lead = std::find(page.begin() + 0x58, page.begin() + 0x5C, text[i]) != page.begin() + 0x5C;
        const auto* const tail = page.begin() + 0x40;
        if (lead && (text[i + 1] == replacement_character || std::find(page.begin(), tail, text[i + 1]) != tail)) {
            ++pairs;
            ++i;
        }
    }
    return pairs >= 3 && 20 * pairs >= 9 * non_ascii(text);
}

/// Words made of accented capitals and signs only, as Windows-1256 text looks in a western table; words of western
/// languages hold plain letters as well.
bool looks_like_1256_as_1252(std::u32string_view text)
{
    std::size_t upper_half = 0;
    std::size_t latin = 0;
    std::size_t run = 0;
    std::size_t longest = 0;
    for (const char32_t c : text) {
        const bool western = c >= 0xC0 && c <= 0xFF;
        upper_half += western ? 1 : 0;
        latin += is_latin_letter(c) ? 1 : 0;
        run = western || (c >= 0x80 && run > 0) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest >= 3 && latin * 4 < upper_half;
}

std::optional<std::string> undo_1256_as_1252(std::u32string_view text)
{
    const auto bytes = encode(text, windows_1252);
    if (!bytes)
        return std::nullopt;
    std::string meant = decode(*bytes, windows_1256);
    const std::u32string letters = to_utf32(meant);
    const auto arabic = static_cast<std::size_t>(std::count_if(letters.begin(), letters.end(), is_arabic_letter));
    if (10 * arabic < 7 * non_ascii(letters))
        return std::nullopt;
    return meant;
}

} // namespace

Mojibake detect_mojibake(std::string_view utf8)
{
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return Mojibake::None;
    const std::u32string text = to_utf32(utf8);
    const std::size_t foreign = non_ascii(text);
    if (foreign < 2)
        return Mojibake::None;
    // Two Persian letters can by chance be one UTF-8 sequence in Windows-1256 (ظپ is ف); it takes three such pairs to
    // be sure, or a sign among them.
    const bool only_letters =
        std::all_of(text.begin(), text.end(), [](char32_t c) { return c < 0x80 || is_arabic_letter(c); });
    if (const auto meant = undo_utf8_as(text, windows_1256); meant && reads_as_persian(*meant, only_letters ? 3 : 1))
        return Mojibake::Utf8AsWindows1256;
    if (const auto meant = undo_utf8_as(text, windows_1252); meant && reads_as_persian(*meant, 1))
        return Mojibake::Utf8AsWindows1252;
    if (has_utf8_pairs(text, windows_1256))
        return Mojibake::Utf8AsWindows1256;
    if (has_utf8_pairs(text, windows_1252))
        return Mojibake::Utf8AsWindows1252;
    if (looks_like_1256_as_1252(text) && undo_1256_as_1252(text))
        return Mojibake::Windows1256AsWindows1252;
    return Mojibake::None;
}

std::optional<std::string> repair_mojibake(std::string_view utf8, Mojibake kind)
{
    const std::u32string text = to_utf32(utf8);
    switch (kind) {
    case Mojibake::Utf8AsWindows1256:
        return undo_utf8_as(text, windows_1256);
    case Mojibake::Utf8AsWindows1252:
        return undo_utf8_as(text, windows_1252);
    case Mojibake::Windows1256AsWindows1252:
        return undo_1256_as_1252(text);
    case Mojibake::None:
        break;
    }
    return std::string(utf8);
}

} // namespace didban::text
