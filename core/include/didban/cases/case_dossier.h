#pragma once
#include "didban/cases/case_event.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Everything that a ledger knows of one case.
struct CaseDossier {
    Case now;
    std::optional<double> longitude, latitude; ///< of its middle, WGS 84
    std::string evidence;                      ///< of the last run that changed it: JSON array of {role, path, sha256}
    std::vector<CaseEvent> history;            ///< in order
};

/// What a run brought to one case.
struct CaseNews {
    CaseEvent event;
    Case now;
};

/// What was found when a ledger's history was held against its head and its cases.
struct LedgerCheck {
    std::string ledger;              ///< its name
    bool chained{true};              ///< false: older than the chain of events, nothing can be said
    std::vector<std::string> faults; ///< one sentence each
    ChainHead read;                  ///< of the lines that were read
    [[nodiscard]] bool whole() const { return chained && faults.empty(); }
};

} // namespace didban
