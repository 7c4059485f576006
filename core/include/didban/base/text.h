#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Persian text in municipal records: matching keys, digits, encodings. All strings are UTF-8 unless said.
namespace didban::text {

/// Compatibility decomposition of Arabic presentation forms (U+FB50–FDFF, U+FE70–FEFF) and full-width forms; the part
/// of Unicode NFKC that occurs in texts copied out of planning PDFs.
[[nodiscard]] std::string fold_presentation_forms(std::string_view utf8);

/// The key that names and codes are joined by: presentation forms folded, then ZWNJ/ZWJ/LRM/RLM/BOM/tatweel/diacritics
/// removed, ي ى → ی, ك → ک, ة ۀ → ه, أ إ ٱ → ا, all digits to 0-9, spaces collapsed and trimmed, ASCII lower-cased.
[[nodiscard]] std::string matching_key(std::string_view utf8);

/// Persian (U+06F0) and Arabic (U+0660) digits to ASCII; all else unchanged.
[[nodiscard]] std::string ascii_digits(std::string_view utf8);
/// ASCII digits to Persian ones.
[[nodiscard]] std::string persian_digits(std::string_view ascii);
/// Numbers in Persian digits, with the Persian decimal sign: "4.5 ± 1" is "۴٫۵ ± ۱".
[[nodiscard]] std::string persian_number(std::string_view ascii);
/// The same of a number with six significant digits.
[[nodiscard]] std::string persian_number(double x);

/// A to Z in small letters; all else unchanged.
[[nodiscard]] std::string lower_ascii(std::string text);

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);
/// Windows-1256 (Arabic) bytes to UTF-8.
[[nodiscard]] std::string from_windows_1256(std::string_view bytes);
/// UTF-16LE or UTF-16BE bytes (a byte order mark is honoured and dropped) to UTF-8.
[[nodiscard]] std::string from_utf16(std::string_view bytes, bool little_endian = true);

/// What a text went through before it reached us.
enum class Mojibake { None, Utf8AsWindows1256, Utf8AsWindows1252, Windows1256AsWindows1252 };
/// Looks for the fingerprints of Persian text decoded with the wrong table.
[[nodiscard]] Mojibake detect_mojibake(std::string_view utf8);
/// The text as it was meant; nullopt when the damage cannot be undone.
[[nodiscard]] std::optional<std::string> repair_mojibake(std::string_view utf8, Mojibake kind);

/// What is unusual about the letters of a text; values are bits.
enum Oddity : unsigned {
    ArabicLetters = 1,     ///< ي, ى or ك where Persian has ی and ک
    ArabicDigits = 2,      ///< ٠ to ٩
    PersianDigits = 4,     ///< ۰ to ۹
    PresentationForms = 8, ///< letters by their printed shape, as PDF copies have them
    Mirrored = 16,         ///< presentation forms in visual order: the word stands back to front
    Invisible = 32,        ///< direction marks, joiners, soft hyphens, byte order marks
    BadMojibake = 64,      ///< see detect_mojibake
    CadCodes = 128,        ///< MTEXT formatting (\P, {\f…}) or %%-codes of CAD text
    LostCharacters = 256   ///< U+FFFD or runs of "????"
};
/// All oddities of a text as a sum of bits; 0 for plain ASCII without CAD codes, and for plain Persian.
[[nodiscard]] unsigned oddities(std::string_view utf8);

/// A number as clerks type it: Persian digits, decimal `.` `/` `٫`, thousands `,` `٬`, a trailing % or ٪.
/// nullopt for anything else. `percent` is set when a percent sign stood behind it.
struct Number {
    double value{};
    bool percent{false};
};
[[nodiscard]] std::optional<Number> parse_number(std::string_view utf8);

/// Nearest of `candidates` by edit distance for "did you mean"; empty when nothing is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

} // namespace didban::text
