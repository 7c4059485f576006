#pragma once
#include <string>

namespace didban {

/// One language of a page of figures.
struct FiguresText {
    std::string title; ///< plain text
    std::string main;  ///< HTML; holds one h1 and an empty div of class "switch", where the buttons of languages go
};

/// A page of figures in both languages: one file that asks nothing of any network.
[[nodiscard]] std::string figures_shell(const FiguresText& english, const FiguresText& persian, bool persian_first);

} // namespace didban
