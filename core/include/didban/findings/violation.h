#pragma once
#include <string_view>

namespace didban {

/// A violation code of the taxonomy (docs/verdicts.md), with its names and how serious it is.
struct Violation {
    std::string_view code;    ///< "V100"
    std::string_view name_en; ///< "building without a permit"
    std::string_view name_fa; ///< "احداث بنای بدون پروانه"
    double severity{};        ///< P0 = 1, P1 = 0.8, P2 = 0.6, P3 = 0.3
};

/// Throws Error{Internal} for a code that the taxonomy does not have.
[[nodiscard]] const Violation& violation(std::string_view code);
/// Whether the taxonomy has this code.
[[nodiscard]] bool is_violation(std::string_view code);

} // namespace didban
