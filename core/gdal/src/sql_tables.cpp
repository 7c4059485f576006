#include "sql_tables.h"

#include "didban/base/error.h"
#include "geometry_reader.h"
#include "geometry_writer.h"

#include <algorithm>
#include <ogr_geometry.h>

namespace didban::gdal {

WkbShape to_wkb(const FeatureGeometry& shape, LayerSpec::Kind kind)
{
    WkbShape out;
    const std::unique_ptr<OGRGeometry> geometry = to_ogr(shape, kind);
    if (!geometry)
        return out;
    out.bytes.resize(geometry->WkbSize());
    if (geometry->exportToWkb(wkbNDR, out.bytes.data(), wkbVariantIso) != OGRERR_NONE)
        throw Error(ErrorKind::Internal, "a shape cannot be written as WKB");
    OGREnvelope e;
    geometry->getEnvelope(&e);
    out.box = {e.MinX, e.MinY, e.MaxX, e.MaxY};
    return out;
}

FeatureGeometry from_wkb(const unsigned char* bytes, std::size_t size)
{
    OGRGeometry* geometry = nullptr;
    if (size == 0 || OGRGeometryFactory::createFromWkb(bytes, nullptr, &geometry, size) != OGRERR_NONE)
        return {};
    const std::unique_ptr<OGRGeometry> owner(geometry);
    return read_geometry(geometry, false);
}

std::string quote(const std::string& name)
{
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

void SqlTables::read(const TableQuery& query, const std::function<void(const Feature&)>& row)
{
    std::string sql = "SELECT \"fid\"";
    for (const std::string& column : query.columns)
        sql += ", " + quote(column);
    if (query.geometry)
        sql += ", " + shape_read();
    sql += " FROM " + quote(query.table);
    std::vector<SqlValue> values;
    std::string where;
    for (const auto& [column, value] : query.equal) {
        where += (where.empty() ? " WHERE " : " AND ") + quote(column) + " = ?";
        values.emplace_back(value);
    }
    if (query.only) {
        where += (where.empty() ? " WHERE " : " AND ") + quote(query.only->field) + " IN (";
        for (std::size_t i = 0; i < query.only->values.size(); ++i) {
            where += i == 0 ? "?" : ", ?";
            values.emplace_back(FieldValue(query.only->values[i]));
        }
        where += ")";
    }
    std::string order = " ORDER BY ";
    for (const std::string& column : query.order)
        order += quote(column) + ", ";
    select(sql + where + order + "\"fid\"", values, query.columns.size(), query.geometry, row);
}

std::vector<SqlValue> SqlTables::values_of(const LayerSpec& layer, const Feature& feature)
{
    std::vector<SqlValue> values;
    for (std::size_t i = 0; i < layer.fields.size(); ++i)
        values.emplace_back(feature.values[i]);
    if (layer.kind != LayerSpec::Kind::None)
        values.emplace_back(to_wkb(feature.geometry, layer.kind));
    return values;
}

std::int64_t SqlTables::insert(const LayerSpec& layer, const Feature& feature)
{
    std::string columns, places;
    for (const FieldSpec& field : layer.fields) {
        columns += (columns.empty() ? "" : ", ") + quote(field.name);
        places += places.empty() ? "?" : ", ?";
    }
    if (layer.kind != LayerSpec::Kind::None) {
        columns += ", \"geom\"";
        places += ", " + shape_write(layer);
    }
    return insert_row("INSERT INTO " + quote(layer.name) + " (" + columns + ") VALUES (" + places + ")",
                      values_of(layer, feature));
}

void SqlTables::update(const LayerSpec& layer, const Feature& feature)
{
    std::string set;
    for (const FieldSpec& field : layer.fields)
        set += (set.empty() ? "" : ", ") + quote(field.name) + " = ?";
    if (layer.kind != LayerSpec::Kind::None)
        set += ", \"geom\" = " + shape_write(layer);
    std::vector<SqlValue> values = values_of(layer, feature);
    const FieldValue key = feature.fid;
    values.emplace_back(key);
    execute("UPDATE " + quote(layer.name) + " SET " + set + " WHERE \"fid\" = ?", values);
}

void SqlTables::erase(const std::string& table, std::int64_t fid)
{
    execute("DELETE FROM " + quote(table) + " WHERE \"fid\" = ?", {FieldValue(fid)});
}

void SqlTables::ensure(const TableSpec& table)
{
    const LayerSpec& layer = table.layer;
    const std::vector<std::string> there = columns(layer.name);
    const auto has = [&](const std::string& column) {
        return std::find(there.begin(), there.end(), column) != there.end();
    };
    if (there.empty()) {
        make_table(layer);
    } else {
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            const FieldSpec& field = layer.fields[i];
            if (has(field.name))
                continue;
            if (i < table.founding)
                throw Error(ErrorKind::OutputFailed,
                            name() + ": the table \"" + layer.name + "\" has no column \"" + field.name +
                                "\", so it is another one; keep the ledger in a file of its own, or in a schema of its "
                                "own (active_schema=… in the connection)");
            execute("ALTER TABLE " + quote(layer.name) + " ADD COLUMN " + quote(field.name) + " " +
                        type_name(field.type),
                    {});
        }
    }
    for (const std::vector<std::string>& index : table.indexes) {
        std::string index_name = "didban_" + layer.name, columns;
        for (const std::string& column : index) {
            index_name += "_" + column;
            columns += (columns.empty() ? "" : ", ") + quote(column);
        }
        execute("CREATE INDEX IF NOT EXISTS " + quote(index_name) + " ON " + quote(layer.name) + " (" + columns + ")",
                {});
    }
}

} // namespace didban::gdal
