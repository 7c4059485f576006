#pragma once
#include "pipelines/cases/ledger.h"

#include <map>
#include <optional>
#include <string>

namespace didban {

/// How a case ended, by its history.
struct CaseOutcome {
    bool confirmed{false}, dismissed{false};
    std::string reason;          ///< of a dismissal
    std::optional<Date> decided; ///< the first day
};

/// By case, of those that were decided; of several decisions the last counts, and none that was taken back.
[[nodiscard]] std::map<std::string, CaseOutcome> outcomes_of(const Ledger& ledger);

} // namespace didban
