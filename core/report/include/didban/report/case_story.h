#pragma once
#include "didban/cases/case_clocks.h"
#include "didban/cases/case_event.h"

#include <optional>
#include <string>
#include <vector>

namespace didban::report {

/// What is known of a finding's case beside the finding.
struct CaseStory {
    std::string address;              ///< by the cadastre, or the nearest street; "" = not known
    std::string step;                 ///< the last one that it took; "" = none
    std::optional<Deadline> deadline; ///< the first of its clocks to run out
    std::vector<CaseEvent> history;   ///< empty: there is no ledger
};

} // namespace didban::report
