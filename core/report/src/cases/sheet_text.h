#pragma once
#include "didban/report/case_evidence.h"
#include "didban/report/language.h"

#include <array>
#include <string>
#include <vector>

namespace didban::report {

/// A name and what is told under it. Foreign words inside carry their own direction (U+2066 to U+2069).
struct SheetRow {
    std::string name, value;
};

/// What the sheet of a case says in one language, as plain text that the page and the print show alike.
struct SheetText {
    Language language{};
    std::string title;                   ///< "Parcel 7-1"
    std::array<std::string, 2> pictures; ///< "Before · 1403/02/12 (2024-05-01)"; before, after
    std::string sentence;
    std::vector<SheetRow> facts;
    std::string checks_title;
    std::vector<SheetRow> checks; ///< every limit: what was measured of how much, and the clause
    std::string history_title;
    std::vector<SheetRow> history; ///< day, event; without whoever decided
};

[[nodiscard]] SheetText sheet_text(const Finding& finding, const CaseStory& story, const EvidenceContext& context,
                                   Language language);

/// The SHA-256 of the pictures and of the sources, by their names.
[[nodiscard]] std::vector<SheetRow> sheet_digests(const std::vector<Evidence>& pictures,
                                                  const std::vector<Evidence>& sources);

} // namespace didban::report
