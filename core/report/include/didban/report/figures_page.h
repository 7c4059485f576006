#pragma once
#include "didban/cases/case_figures.h"

#include <string>
#include <vector>

namespace didban {

/// What the page says beside the figures.
struct FiguresPage {
    std::string city, city_fa;          ///< its names
    std::vector<std::string> languages; ///< the first one opens the page
};

/// stats.html: the figures as charts with their tables, for council and public, in Persian and English. One file that
/// asks nothing of any network. It tells what `stats` tells and no more. The same figures give the same bytes.
[[nodiscard]] std::string stats_html(const CityStats& stats, const FiguresPage& page);

} // namespace didban
