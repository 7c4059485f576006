#pragma once
#include "pipelines/cases/manage_cases.h"

#include <string>
#include <vector>

namespace didban {

struct SiteReportOptions {
    std::string source;            ///< of all rows: "engineer", "citizen", "patrol"; "" = the table's column `source`
    std::optional<Date> all_until; ///< the table holds every engineer's report up to this day
};

/// What import_reports() did.
struct ImportedReports {
    std::size_t on_cases{}, opened{}, repeated{};
    std::vector<std::string> unplaced;       ///< rows whose parcel is not known and whose spot lies on none
    std::vector<std::string> missing_photos; ///< "row 3: a.jpg"
    std::vector<std::string> silent;         ///< ids of cases that no engineer reported (V210)
};

/// Reads what supervising engineers, citizens and patrols report from any table that OGR opens (CSV, GeoJSON,
/// GeoPackage): columns source, on, parcel_id, longitude and latitude or a shape, and optionally violation (a code),
/// stage, number, note, hours, files (names with ; between, relative to the table; those that are not there are told,
/// not refused). A report belongs to the case of the same parcel, place and time, or opens one. All rows take effect or
/// none; reading a table twice changes nothing the second time. Throws Error{UnreadableInput} naming file and row,
/// Error{Usage} for all_until in the future.
ImportedReports import_reports(const DataAccess& data, const City& city, const std::string& ledger,
                               const std::string& file, const SiteReportOptions& options, const RunOptions& run);

} // namespace didban
