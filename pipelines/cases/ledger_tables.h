#pragma once
#include "didban/cases/case_event.h"
#include "didban/land/match_validity.h"
#include "didban/land/parcel.h"
#include "didban/ports/table_store.h"

#include <optional>
#include <string>
#include <vector>

/// The tables of a ledger (docs/ledger.md) and how their rows turn into values.
namespace didban::ledger_tables {

inline constexpr const char* cases_name = "cases";
inline constexpr const char* observations_name = "observations";
inline constexpr const char* history_name = "history";
inline constexpr const char* runs_name = "runs";
inline constexpr const char* head_name = "ledger_head";

[[nodiscard]] TableSpec cases_table(const Crs& crs);
[[nodiscard]] TableSpec observations_table();
[[nodiscard]] TableSpec history_table();
[[nodiscard]] TableSpec runs_table();
[[nodiscard]] TableSpec head_table();
[[nodiscard]] std::vector<std::string> names_of(const LayerSpec& layer);

/// A row and the columns it was read with, for values by name.
class NamedRow {
public:
    NamedRow(const std::vector<std::string>& columns, const Feature& feature) : columns_(columns), feature_(feature) {}
    [[nodiscard]] const FieldValue& value(std::string_view column) const; ///< null when there is no such column
    [[nodiscard]] std::string text(std::string_view column) const { return as_text(value(column)); }
    [[nodiscard]] std::optional<double> number(std::string_view column) const;
    [[nodiscard]] std::int64_t whole(std::string_view column) const; ///< 0 when null
    [[nodiscard]] const Feature& feature() const { return feature_; }

private:
    const std::vector<std::string>& columns_;
    const Feature& feature_;
};

[[nodiscard]] Feature row_of(const Case& c);
/// Throws Error{UnreadableInput} naming the ledger, the case and the column.
[[nodiscard]] Case case_of(const NamedRow& row, const std::string& ledger);
[[nodiscard]] Feature row_of(const CaseEvent& event);
[[nodiscard]] CaseEvent event_of(const NamedRow& row);

/// What a run saw of one parcel in one period.
struct ObservationRow {
    std::string parcel_key;
    Date not_before, not_after;
    std::string verdict; ///< as in contract §1
    std::optional<double> changed_m2, observed_share, change_probability;
    std::vector<std::string> case_ids;
    std::string district;                      ///< "" = not given
    std::optional<double> longitude, latitude; ///< a place inside the parcel, WGS 84
    std::optional<double> area_m2;             ///< of the parcel, geodesic
};
[[nodiscard]] Feature row_of(const ObservationRow& o);
/// Throws Error{UnreadableInput} naming the ledger.
[[nodiscard]] ObservationRow observation_of(const NamedRow& row, const std::string& ledger);

} // namespace didban::ledger_tables
