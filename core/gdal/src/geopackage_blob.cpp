#include "geopackage_blob.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <ogr_geometry.h>
#include <optional>
#include <sqlite3.h>

namespace didban::gdal {

namespace {

constexpr std::size_t least_header = 8;
constexpr unsigned char little_endian = 1, empty_flag = 16;

/// The envelope of a stored geometry; nothing when it has none.
std::optional<OGREnvelope> envelope_of(sqlite3_value* value)
{
    const auto* blob = static_cast<const unsigned char*>(sqlite3_value_blob(value));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    const std::size_t from = blob_header_size(blob, size);
    if (from >= size)
        return std::nullopt;
    OGRGeometry* raw = nullptr;
    if (OGRGeometryFactory::createFromWkb(blob + from, nullptr, &raw, size - from) != OGRERR_NONE)
        return std::nullopt;
    const std::unique_ptr<OGRGeometry> geometry(raw);
    if (geometry->IsEmpty() != FALSE)
        return std::nullopt;
    OGREnvelope box;
    geometry->getEnvelope(&box);
    return box;
}

void is_empty(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
        sqlite3_result_null(context);
    else
        sqlite3_result_int(context, envelope_of(arguments[0]) ? 0 : 1);
}

template <double OGREnvelope::*Side>
void side(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (const auto box = envelope_of(arguments[0]))
        sqlite3_result_double(context, (*box).*Side);
    else
        sqlite3_result_null(context);
}

} // namespace

std::vector<unsigned char> to_blob(const WkbShape& shape, std::int32_t srs_id)
{
    constexpr unsigned char flat_envelope = 1U << 1U;
    const std::array<unsigned char, 4> magic{'G', 'P', 0, static_cast<unsigned char>(little_endian | flat_envelope)};
    const std::array<double, 4> envelope{shape.box.x0, shape.box.x1, shape.box.y0, shape.box.y1};
    std::vector<unsigned char> out(magic.size() + sizeof srs_id + sizeof envelope + shape.bytes.size());
    std::memcpy(out.data(), magic.data(), magic.size());
    std::memcpy(out.data() + 4, &srs_id, sizeof srs_id);
    std::memcpy(out.data() + least_header, envelope.data(), sizeof envelope);
    if (!shape.bytes.empty())
        std::memcpy(out.data() + least_header + sizeof envelope, shape.bytes.data(), shape.bytes.size());
    return out;
}

std::size_t blob_header_size(const unsigned char* blob, std::size_t size)
{
    constexpr std::size_t envelopes[] = {0, 32, 48, 48, 64};
    if (blob == nullptr || size < least_header || std::memcmp(blob, "GP", 2) != 0 || (blob[3] & empty_flag) != 0)
        return size;
    const std::size_t kind = (blob[3] >> 1U) & 7U;
    return kind < std::size(envelopes) ? std::min(size, least_header + envelopes[kind]) : size;
}

std::size_t plain_header_size(const unsigned char* blob, std::size_t size)
{
    constexpr unsigned char envelope_kind = 7U << 1U;
    if (blob == nullptr || size < least_header || blob[2] != 0 || (blob[3] & ~envelope_kind) != little_endian)
        return size;
    return blob_header_size(blob, size);
}

void register_geometry_functions(sqlite3& db)
{
    const auto add = [&](const char* name, void (*function)(sqlite3_context*, int, sqlite3_value**)) {
        sqlite3_create_function_v2(&db, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                   function, nullptr, nullptr, nullptr);
    };
    add("ST_IsEmpty", &is_empty);
    add("ST_MinX", &side<&OGREnvelope::MinX>);
    add("ST_MaxX", &side<&OGREnvelope::MaxX>);
    add("ST_MinY", &side<&OGREnvelope::MinY>);
    add("ST_MaxY", &side<&OGREnvelope::MaxY>);
}

} // namespace didban::gdal
