#pragma once
#include "didban/cases/visit_facts.h"
#include "pipelines/cases/ledger.h"

#include <map>
#include <optional>
#include <string>

namespace didban {

/// How a case ended, by its history.
struct CaseOutcome {
    bool confirmed{false}, dismissed{false};
    std::string reason;                    ///< of a dismissal
    std::optional<Date> decided;           ///< the first day
    std::optional<Date> last_decided;      ///< the day of the decision that counts
    std::optional<RuledSighting> sighting; ///< what that was about; older ledgers do not tell it
};

/// By case, of those that were decided; of several decisions the last counts, and none that was taken back.
[[nodiscard]] std::map<std::string, CaseOutcome> outcomes_of(const Ledger& ledger);

} // namespace didban
