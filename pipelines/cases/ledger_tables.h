#pragma once
#include "didban/findings/case_book.h"
#include "didban/land/match_validity.h"
#include "didban/land/parcel.h"
#include "didban/ports/feature_source.h"

#include <vector>

/// The columns of the ledger's layers and how rows turn into values.
namespace didban::ledger_tables {

inline constexpr const char* cases_name = "cases";
inline constexpr const char* observations_name = "observations";
inline constexpr const char* history_name = "history";

[[nodiscard]] const std::vector<FieldSpec>& case_fields();
[[nodiscard]] const std::vector<FieldSpec>& observation_fields(); ///< parcel_key, not_before, not_after first
[[nodiscard]] const std::vector<FieldSpec>& history_fields();

[[nodiscard]] Feature row_of(const Case& c);
[[nodiscard]] Case case_of(const Feature& row);
[[nodiscard]] Feature row_of(const Parcel& parcel, const ParcelVerdict& verdict, const Period& period);

} // namespace didban::ledger_tables
