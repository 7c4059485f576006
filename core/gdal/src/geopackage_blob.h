#pragma once
#include "sql_tables.h"

#include <cstdint>

struct sqlite3;

namespace didban::gdal {

/// The bytes of a GeoPackage geometry (OGC 12-128r15 §2.1.3): header with envelope, then WKB.
[[nodiscard]] std::vector<unsigned char> to_blob(const WkbShape& shape, std::int32_t srs_id);
/// Where its WKB begins; `size` when it is no such geometry or an empty one.
[[nodiscard]] std::size_t blob_header_size(const unsigned char* blob, std::size_t size);
/// The same of a geometry that is plain in every respect: first version, little-endian header, standard type, not
/// empty; `size` of any other.
[[nodiscard]] std::size_t plain_header_size(const unsigned char* blob, std::size_t size);
/// ST_IsEmpty, ST_MinX, ST_MaxX, ST_MinY and ST_MaxY, which the triggers of a spatial index call.
void register_geometry_functions(sqlite3& db);

} // namespace didban::gdal
