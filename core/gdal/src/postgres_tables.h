#pragma once
#include "didban/ports/table_store.h"

#include <memory>

namespace didban::gdal {

/// A transaction on tables of the current schema of a PostgreSQL database with PostGIS. Writers take an advisory lock
/// on the schema, so that one waits for another; readers see a snapshot.
std::unique_ptr<TableTransaction> open_postgres_tables(const std::string& source, TableAccess access,
                                                       const Patience& patience);

} // namespace didban::gdal
