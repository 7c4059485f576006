#pragma once
#include "didban/report/parcel_file.h"
#include "didban/report/parcel_page.h"
#include "pipelines/parcel/parcel_book.h"
#include "pipelines/run/run_options.h"

#include <optional>
#include <string>

namespace didban {

/// Reads the ledger of the city for one parcel. A ledger that does not exist is known = false.
[[nodiscard]] ParcelHistory parcel_history(const DataAccess& data, const ParcelBook& book, std::size_t parcel,
                                           const RunOptions& run);

/// Finds all that the file of a parcel shows. The book must live longer than the file.
[[nodiscard]] ParcelFile make_parcel_file(const ParcelBook& book, std::size_t parcel, const Date& on,
                                          const std::optional<Date>& known, double radius_m, ParcelHistory history);

/// What stands around the parcel on its map. The book must live longer.
[[nodiscard]] ParcelSurroundings surroundings(const ParcelBook& book, const ParcelFile& file);

/// Which parcels a table is written of.
struct ParcelSelection {
    std::optional<std::string> district; ///< empty = all
};

/// Limits of many parcels for planners, one row each in cadastre order, as .gpkg, .geojson, .fgb or .parquet by the
/// name of `out`. Bounded memory; the same bytes whatever the number of threads. Returns the number of rows. Throws
/// Error{Usage} for another extension.
std::int64_t write_parcel_table(const DataAccess& data, const ParcelBook& book, const ParcelSelection& selection,
                                const Date& on, const std::optional<Date>& known, const std::string& out,
                                const RunOptions& run);

} // namespace didban
