#pragma once
#include "didban/cases/case_clocks.h"
#include "didban/cases/case_dossier.h"

#include <string>
#include <vector>

namespace didban {

/// A heading and one tab-separated line a case; the same as a JSON array.
[[nodiscard]] std::string case_lines(const std::vector<Case>& cases, const CaseClocks& clocks);
[[nodiscard]] std::string cases_json(const std::vector<Case>& cases, const CaseClocks& clocks);

/// The same with what happened to each.
[[nodiscard]] std::string news_lines(const std::vector<CaseNews>& news, const CaseClocks& clocks);
[[nodiscard]] std::string news_json(const std::vector<CaseNews>& news, const CaseClocks& clocks);

[[nodiscard]] std::string dossier_json(const CaseDossier& dossier, const CaseClocks& clocks);

/// A line a fault, or one that says that the ledger is whole.
[[nodiscard]] std::string ledger_check_text(const LedgerCheck& check);

} // namespace didban
