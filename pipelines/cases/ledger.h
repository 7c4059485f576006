#pragma once
#include "didban/cases/case_event.h"
#include "didban/geo/crs.h"
#include "didban/ports/data_access.h"
#include "pipelines/cases/ledger_tables.h"
#include "pipelines/run/run_options.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// What a ledger says of itself.
struct LedgerHead {
    ChainHead chain;
    std::string last_run; ///< key of the run that wrote last
};

/// One transaction on the city's memory between runs: a GeoPackage, or a PostgreSQL database with PostGIS ("PG:…"),
/// with the tables of docs/ledger.md. Reading sees one moment; writing is done by one process at a time, while others
/// wait and say so. Nothing is kept without commit(). A ledger of the format before the chain of events is brought to
/// today's when it is first written, after a copy was put beside it. Every function throws Error that names the ledger.
class Ledger {
public:
    /// Whether there is one. Throws Error{UnreadableInput} when the database cannot be reached.
    [[nodiscard]] static bool exists(const DataAccess& data, const std::string& path);
    /// Throws Error{UnreadableInput} for what is no ledger or one in another CRS. One that is written is made when
    /// there is none.
    Ledger(const DataAccess& data, const std::string& path, const Crs& crs, TableAccess access, const RunOptions& run);

    [[nodiscard]] std::vector<Case> cases() const; ///< all, in order of entry
    [[nodiscard]] std::vector<Case> cases_on(const std::vector<std::string>& parcel_keys) const;
    [[nodiscard]] std::optional<Case> find(const std::string& case_id) const;
    /// Throws Error{Usage} naming the nearest id when there is no such case.
    [[nodiscard]] Case get(const std::string& case_id) const;

    [[nodiscard]] std::vector<CaseEvent> events_of(const std::string& case_id) const;
    [[nodiscard]] std::vector<CaseEvent> events_of_run(const std::string& run_key) const;
    void each_event(const std::function<void(const CaseEvent&)>& use) const;      ///< all, in order
    [[nodiscard]] const std::optional<LedgerHead>& head() const { return head_; } ///< nothing: older than the chain

    /// Of visits to parcels that have no case: they belong to the parcel.
    [[nodiscard]] std::vector<CaseEvent> control_outcomes_of(const std::string& parcel_key) const;

    struct Run {
        std::string key, not_before, not_after;
        std::string evidence; ///< JSON array of {role, path, sha256}
    };
    [[nodiscard]] std::optional<Run> run(const std::string& run_key) const;

    using Observation = ledger_tables::ObservationRow;
    [[nodiscard]] std::vector<Observation> observations_of(const std::vector<std::string>& parcel_keys) const;
    void each_observation(const std::function<void(const Observation&)>& use) const;
    /// The observations of one parcel at a time, in order of entry: of all parcels, one is in memory.
    void each_parcel_observed(const std::function<void(const std::vector<Observation>&)>& use) const;

    /// Numbers the event, chains it to the last one and writes it.
    void append(CaseEvent event);
    void upsert(const Case& c);
    /// Makes these the observations of the period; rows that are the same are not touched. Those of other dates, of
    /// parcels that the period's own did not show, are written beside what is known of these dates.
    void observe(const Period& period, const std::vector<Observation>& observations);
    void note_run(const Run& run); ///< as the one that wrote last
    void commit();

    [[nodiscard]] const std::string& name() const { return tables_->name(); }

private:
    void read_head();
    void bring_up_to_date();
    void chain_old_lines();
    void each_case(TableQuery query, const std::function<void(Case)>& use) const;
    std::vector<CaseEvent> events_where(const std::string& column, const std::string& value) const;
    void read_events(TableQuery query, const std::function<void(const CaseEvent&, std::int64_t row)>& use) const;

    std::unique_ptr<TableTransaction> tables_;
    Crs crs_;
    TableSpec cases_table_, history_table_, observations_table_, head_table_;
    std::vector<std::string> case_columns_, history_columns_, observation_columns_; ///< that this ledger has
    std::optional<LedgerHead> head_;
    std::int64_t head_row_{}, format_there_{};
};

/// True when the ledger file (or, before it exists, its folder) can be written. A database is only known to refuse when
/// it is asked.
[[nodiscard]] bool can_write_ledger(const std::string& path);

} // namespace didban
