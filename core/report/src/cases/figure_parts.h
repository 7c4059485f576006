#pragma once
#include "parcel/say.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace didban {

/// What pages of figures are put together from, in one language.
class FigureParts {
public:
    explicit FigureParts(Language language) : language_(language) {}

    [[nodiscard]] std::string say(std::string_view en, std::string_view fa) const
    {
        return parcel_words::say(language_, en, fa);
    }
    /// Thousands in groups, no zeros behind the point that say nothing.
    [[nodiscard]] std::string number(double x, int decimals = 0) const;
    [[nodiscard]] std::string number(std::int64_t n) const { return number(static_cast<double>(n)); }
    [[nodiscard]] std::string percent(double share, int decimals = 0) const;
    /// A year, a code: digits of the language, no groups.
    [[nodiscard]] std::string numeral(const std::string& text) const;

    [[nodiscard]] static std::string card(const std::string& figure, const std::string& name, const std::string& more);
    [[nodiscard]] static std::string panel(const std::string& title, const std::string& under,
                                           const std::string& inner);
    /// The head of a table; a column without a name holds bars.
    [[nodiscard]] static std::string head(std::initializer_list<std::string> names);
    [[nodiscard]] static std::string row_head(const std::string& html);
    [[nodiscard]] static std::string cell(const std::string& html);
    /// A bar as long as a share, 0 to 1, of the widest one; `parts` is what it is filled with.
    [[nodiscard]] static std::string bar(double share, const std::string& parts);

protected:
    Language language_;
};

} // namespace didban
