#pragma once
#include "didban/cases/visit.h"
#include "didban/report/language.h"

#include <functional>
#include <string>
#include <vector>

namespace didban {

/// What the page says beside the visits.
struct VisitPage {
    std::string city; ///< its name in the page's language
    Language language{Language::Fa};
    /// The bytes of a PNG chip of a case, before and after the change; "" where there is none.
    std::function<std::string(const std::string& case_id, bool after)> chip;
};

/// A sheet of paper for each patrol: a sketch of its route, then its stops with place, sentence, permit, chips and room
/// for what was seen. One self-contained HTML page, right to left in Persian, that asks nothing of any network.
[[nodiscard]] std::string visits_html(const std::vector<Visit>& visits, const VisitPage& page);

} // namespace didban
