#pragma once
#include "pipelines/cases/ledger.h"

#include <map>
#include <string>

namespace didban {

/// It gives no reason to look: no_change, authorized or exempt.
[[nodiscard]] bool is_quiet(const Ledger::Observation& last);

/// The last observation of each parcel where it gives no reason to look (no_change, authorized or exempt), by parcel
/// key; `district` "" = all.
[[nodiscard]] std::map<std::string, Ledger::Observation> quiet_parcels(const Ledger& ledger,
                                                                       const std::string& district);

} // namespace didban
