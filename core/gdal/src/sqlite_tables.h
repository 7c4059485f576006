#pragma once
#include "didban/ports/table_store.h"

#include <memory>

namespace didban::gdal {

/// A transaction on a GeoPackage, in place: a symbolic link, the file's mode and owner, and what others keep in it
/// stay. Works beside programs that hold it open, with a rollback journal or a write-ahead log. A commit is on the
/// disk.
std::unique_ptr<TableTransaction> open_sqlite_tables(const std::string& path, TableAccess access,
                                                     const std::vector<LayerSpec>& layers, const Patience& patience);

} // namespace didban::gdal
