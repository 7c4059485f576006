#pragma once
#include "didban/findings/case_book.h"
#include "didban/geo/crs.h"
#include "didban/land/match_validity.h"
#include "didban/land/parcel.h"
#include "didban/ports/data_access.h"
#include "pipelines/run/run_options.h"

#include <string>
#include <vector>

namespace didban {

/// The city's memory between runs: a GeoPackage, or a PostgreSQL database with PostGIS ("PG:…"), with the layers
/// `cases` (one row per case, working CRS), `observations` (one row per parcel and period, what inquiries are answered
/// from) and `history` (what happened to a case and when, append-only).
class Ledger {
public:
    /// Whether there is one. Throws Error{UnreadableInput} when the database cannot be reached.
    [[nodiscard]] static bool exists(const DataAccess& data, const std::string& path);
    /// One that does not exist is empty. Throws Error{UnreadableInput} for a file that is not a ledger or is in another
    /// CRS, and as exists().
    static Ledger load(const DataAccess& data, const std::string& path, const Crs& crs);

    CaseBook cases;

    /// One line of `history`.
    struct Event {
        std::string case_id, on, event, detail; ///< on: ISO date
    };
    std::vector<Event> events; ///< all, in order

    /// Writes the ledger anew: a file under a temporary name that is then renamed, a database in one transaction. The
    /// observations of `period` are replaced, all
    /// others copied. `verdicts` empty: observations are only copied. Equal content gives equal rows. Throws
    /// Error{OutputFailed}.
    void save(const DataAccess& data, const std::string& path, const Crs& crs, const Period& period,
              const std::vector<Parcel>& parcels, const std::vector<ParcelVerdict>& verdicts) const;
};

/// True when the ledger file (or, before it exists, its folder) can be written. A database is only known to refuse when
/// it is asked.
[[nodiscard]] bool can_write_ledger(const std::string& path);

} // namespace didban
