#pragma once
#include "pipelines/cases/ledger.h"

#include <optional>
#include <vector>

namespace didban {

/// The observations of the last image's day.
struct LastPeriod {
    std::optional<Date> day; ///< nothing: nothing was observed yet
    std::vector<Ledger::Observation> observations;
};
[[nodiscard]] LastPeriod last_period(const Ledger& ledger);

} // namespace didban
