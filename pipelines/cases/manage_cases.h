#pragma once
#include "didban/city/city.h"
#include "didban/ports/data_access.h"

#include <string>
#include <vector>

namespace didban {

/// Which cases to list; "" = all.
struct CaseFilter {
    std::string state, verdict, district;
};

/// Why a case may be dismissed: PERMIT_FOUND, WRONG_PARCEL, NO_CHANGE, TEMPORARY, SEASONAL, CLOUD_SHADOW, …
[[nodiscard]] const std::vector<std::string>& dismissal_reasons();

/// Open cases first, suspected before unclear before the rest, the largest first: one tab-separated line each, or a
/// JSON array. Throws Error{UnreadableInput} when there is no ledger yet.
[[nodiscard]] std::string list_cases(const DataAccess& data, const City& city, const std::string& ledger,
                                     const CaseFilter& filter, bool json);

/// One case with its history, as JSON. Throws Error{Usage} when there is no such case.
[[nodiscard]] std::string show_case(const DataAccess& data, const City& city, const std::string& ledger,
                                    const std::string& case_id);

/// Sets a case's state ("confirmed", "dismissed", "closed") and notes it in the history. `on`: ISO day, "" = today
/// (UTC).
void decide_case(const DataAccess& data, const City& city, const std::string& ledger, const std::string& case_id,
                 const std::string& state, const std::string& note, const std::string& on);

} // namespace didban
