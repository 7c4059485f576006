#pragma once
#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace didban {

/// Renovation code (کد نوسازی): District-Region-Block-House-Building-Apartment-Shop; 0 = level not used.
struct RenovationCode {
    std::array<int, 7> part{};
    friend constexpr auto operator<=>(const RenovationCode&, const RenovationCode&) = default;
    /// "7-12-104-3-0-0-0".
    [[nodiscard]] std::string text() const;
    /// "7-12-104-3": trailing unused levels left out, at least `least` parts kept.
    [[nodiscard]] std::string short_text(int least = 4) const;
};

struct ParsedCode {
    RenovationCode code;
    bool reversed{false}; ///< the text stood in right-to-left order: unused levels came first
};

/// Accepts 3 to 7 integers separated by - / _ . or spaces, in ASCII, Persian or Arabic digits. Codes whose first parts
/// are 0 and whose last is not are taken as displayed reversed. nullopt when the text is not such a code: ids of other
/// forms are legal, they are joined as text.
[[nodiscard]] std::optional<ParsedCode> parse_renovation_code(std::string_view utf8);

/// One key for one plot: the canonical renovation code when the text is one (either order), else text::matching_key.
[[nodiscard]] std::string parcel_key(std::string_view utf8);

/// The codes in one cell of a table that names several plots, as they are written: between ; ؛ , ، | and line breaks.
[[nodiscard]] std::vector<std::string> codes_in(std::string_view cell);

} // namespace didban
