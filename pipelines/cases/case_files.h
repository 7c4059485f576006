#pragma once
#include "pipelines/cases/manage_cases.h"

#include <string>

namespace didban {

/// Writes the cases that fit, in the order of list_cases(), by write_case_table(). Returns how many. Throws as it does,
/// and Error{UnreadableInput} when there is no ledger yet.
std::size_t export_cases(const DataAccess& data, const City& city, const std::string& ledger, const CaseFilter& filter,
                         const CaseClocks& clocks, const std::string& file, const RunOptions& run);

/// What import_cases() did.
struct ImportedCases {
    std::size_t decided{}, repeated{}, undecided{}; ///< rows that changed a case, said it again, or say nothing
};

/// Reads inspectors' decisions from a table with the columns case_id, decision (confirmed, dismissed, closed or a step
/// of the city), reason (of a dismissal), and optionally note, inspector, on (day, ISO or Jalali; empty: today), hours
/// (of the visit) and files (names with ; between, relative to the table). A row without case_id
/// but with parcel_id is the outcome of a control visit, which the history keeps for that parcel. All rows take effect
/// or none. Importing a file twice changes nothing the second time. Throws Error{UnreadableInput} naming file and row.
ImportedCases import_cases(const DataAccess& data, const City& city, const std::string& ledger, const std::string& file,
                           const RunOptions& run);

} // namespace didban
