#include "geopackage_rows.h"

#include "field_reader.h"
#include "geopackage_blob.h"
#include "polygon_wkb.h"

#include <cpl_string.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace didban::gdal {

namespace {

constexpr int fid_place = 0, shape_place = 1, first_value = 2;

std::string name_in_sql(const char* name)
{
    std::string out = "\"";
    for (const char* c = name; *c != '\0'; ++c)
        out.append(*c == '"' ? 2 : 1, *c);
    return out + '"';
}

/// A table of its own, whose rows come by their numbers: no view, no virtual table that computes them.
bool is_plain_table(sqlite3& db, const char* table, const char* fid)
{
    int is_key = 0;
    return sqlite3_table_column_metadata(&db, nullptr, table, fid, nullptr, nullptr, nullptr, &is_key, nullptr) ==
               SQLITE_OK &&
           is_key == 1;
}

bool read_shape(sqlite3_stmt* statement, bool swap_axes, FeatureGeometry& out)
{
    if (sqlite3_column_type(statement, shape_place) == SQLITE_NULL) {
        out = {};
        return true;
    }
    if (sqlite3_column_type(statement, shape_place) != SQLITE_BLOB)
        return false;
    const auto* const blob = static_cast<const unsigned char*>(sqlite3_column_blob(statement, shape_place));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, shape_place));
    const std::size_t from = plain_header_size(blob, size);
    return from < size && read_polygon_wkb(blob + from, size - from, swap_axes, out);
}

} // namespace

void GeoPackageRows::Finalize::operator()(sqlite3_stmt* statement) const noexcept
{
    sqlite3_finalize(statement);
}

std::unique_ptr<GeoPackageRows> GeoPackageRows::open(GDALDataset& dataset, OGRLayer& layer,
                                                     const std::vector<int>& columns)
{
    const char* const fid = layer.GetFIDColumn();
    const char* const shape = layer.GetGeometryColumn();
    if (!EQUAL(dataset.GetDriverName(), "GPKG") || *fid == '\0' || *shape == '\0')
        return nullptr;
    auto* const db = static_cast<sqlite3*>(dataset.GetInternalHandle("SQLITE_HANDLE"));
    if (db == nullptr || !is_plain_table(*db, layer.GetName(), fid))
        return nullptr;
    std::unique_ptr<GeoPackageRows> rows(new GeoPackageRows);
    std::string sql = "SELECT " + name_in_sql(fid) + ", " + name_in_sql(shape);
    for (const int column : columns) {
        const OGRFieldDefn& field = *layer.GetLayerDefn()->GetFieldDefn(column);
        const OGRFieldType type = field.GetType();
        if (field.GetSubType() != OFSTNone ||
            (type != OFTString && type != OFTInteger && type != OFTInteger64 && type != OFTReal))
            return nullptr;
        rows->columns_.push_back({type == OFTString ? FieldType::Text
                                  : type == OFTReal ? FieldType::Real
                                                    : FieldType::Integer,
                                  type == OFTInteger, static_cast<std::size_t>(std::max(field.GetWidth(), 0))});
        sql += ", " + name_in_sql(field.GetNameRef());
    }
    sql += " FROM " + name_in_sql(layer.GetName());
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        return nullptr;
    rows->statement_.reset(statement);
    return rows;
}

GeoPackageRows::Step GeoPackageRows::next(Feature& feature, bool swap_axes, TextDecoder& decode)
{
    if (!statement_)
        return Step::End;
    if (const int result = sqlite3_step(statement_.get()); result != SQLITE_ROW) {
        statement_.reset(); // it would begin again
        return result == SQLITE_DONE ? Step::End : Step::Failed;
    }
    feature.fid = sqlite3_column_int64(statement_.get(), fid_place);
    if (!read_shape(statement_.get(), swap_axes, feature.geometry))
        return Step::Unusual;
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (!has_its_type(first_value + static_cast<int>(i), columns_[i]))
            return Step::Unusual;
    feature.values.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i)
        feature.values[i] = value(first_value + static_cast<int>(i), columns_[i], decode);
    return Step::Row;
}

bool GeoPackageRows::has_its_type(int place, const Column& column) const
{
    sqlite3_stmt* const row = statement_.get();
    const int stored = sqlite3_column_type(row, place);
    if (stored == SQLITE_NULL)
        return true;
    switch (column.type) {
    case FieldType::Integer: {
        using Narrow = std::numeric_limits<std::int32_t>;
        const std::int64_t whole = stored == SQLITE_INTEGER ? sqlite3_column_int64(row, place) : 0;
        return stored == SQLITE_INTEGER && (!column.narrow || (whole >= Narrow::min() && whole <= Narrow::max()));
    }
    case FieldType::Real:
        return stored == SQLITE_FLOAT || stored == SQLITE_INTEGER;
    default:
        return stored == SQLITE_TEXT && static_cast<std::size_t>(sqlite3_column_bytes(row, place)) <= longest_text;
    }
}

FieldValue GeoPackageRows::value(int place, const Column& column, TextDecoder& decode) const
{
    sqlite3_stmt* const row = statement_.get();
    if (sqlite3_column_type(row, place) == SQLITE_NULL)
        return {};
    if (column.type == FieldType::Integer)
        return static_cast<std::int64_t>(sqlite3_column_int64(row, place));
    if (column.type == FieldType::Real) {
        const double number = sqlite3_column_double(row, place);
        return std::isfinite(number) ? FieldValue(number) : FieldValue{};
    }
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(row, place));
    return decode({text, std::strlen(text)}, column.width);
}

} // namespace didban::gdal
