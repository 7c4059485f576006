#pragma once
#include "didban/ports/data_access.h"

namespace didban::gdal {

/// Writes tables of a PostgreSQL database with PostGIS ("PG:…") in one transaction that finish() commits. A table that
/// exists keeps its grants and indexes: its rows are replaced; others are made. Other writers wait from begin_layer()
/// on, readers see the old rows until the commit. Throws Error{UnreadableInput} when the server cannot be reached and
/// Error{OutputFailed} when it refuses.
std::unique_ptr<FeatureSink> create_database_tables(const std::string& source);

} // namespace didban::gdal
