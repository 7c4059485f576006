#include "postgres_tables.h"

#include "dataset_handle.h"
#include "didban/base/error.h"
#include "didban/base/number_text.h"
#include "error_scope.h"
#include "feature_rows.h"
#include "sql_tables.h"
#include "vector_dataset.h"

#include <charconv>
#include <chrono>
#include <cpl_string.h>
#include <thread>

namespace didban::gdal {

namespace {

std::string hexadecimal(const std::vector<unsigned char>& bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const unsigned char b : bytes) {
        out += digits[b >> 4U];
        out += digits[b & 15U];
    }
    return out;
}

std::vector<unsigned char> bytes_of(std::string_view hex)
{
    std::vector<unsigned char> out;
    out.reserve(hex.size() / 2);
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned char byte = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        out.push_back(byte);
    }
    return out;
}

std::string text_literal(const std::string& text)
{
    std::string out = "'";
    for (const char c : text)
        if (c != '\0') // PostgreSQL's text has none
            out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
}

std::string literal(const SqlValue& value)
{
    if (const auto* shape = std::get_if<WkbShape>(&value))
        return shape->bytes.empty() ? "NULL" : "'" + hexadecimal(shape->bytes) + "'";
    const FieldValue& cell = std::get<FieldValue>(value);
    if (const auto* text = std::get_if<std::string>(&cell))
        return text_literal(*text);
    if (const auto* whole = std::get_if<std::int64_t>(&cell))
        return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&cell))
        return text::exact(*real);
    return "NULL";
}

/// The statement with each `?` replaced. Names and texts of this program's statements hold none.
std::string filled(const std::string& sql, const std::vector<SqlValue>& values)
{
    std::string out;
    std::size_t next = 0;
    for (const char c : sql)
        if (c == '?' && next < values.size())
            out += literal(values[next++]);
        else
            out += c;
    return out;
}

FieldValue cell_of(const OGRFeature& row, int at)
{
    if (row.IsFieldSetAndNotNull(at) == FALSE)
        return {};
    switch (row.GetFieldDefnRef(at)->GetType()) {
    case OFTInteger:
    case OFTInteger64:
        return std::int64_t{row.GetFieldAsInteger64(at)};
    case OFTReal:
        return row.GetFieldAsDouble(at);
    default:
        return std::string(row.GetFieldAsString(at));
    }
}

class PostgresTables : public SqlTables {
public:
    PostgresTables(const std::string& source, TableAccess access, const Patience& patience)
        : name_(display_name(source))
    {
        (void)open_vector(source); // says well what is wrong when it is the connection
        const ErrorScope errors;
        dataset_.reset(GDALDataset::Open(source.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR));
        if (!dataset_ || dataset_->StartTransaction() != OGRERR_NONE)
            fail(errors.message());
        if (access == TableAccess::Read)
            run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        else
            lock(patience);
    }

    ~PostgresTables() override
    {
        const ErrorScope quiet;
        if (dataset_ && !ended_)
            dataset_->RollbackTransaction();
    }

    [[nodiscard]] const std::string& name() const override { return name_; }

    [[nodiscard]] std::vector<std::string> columns(const std::string& table) override
    {
        std::vector<std::string> names;
        each("SELECT column_name::text AS c0 FROM information_schema.columns WHERE table_schema = current_schema() AND "
             "table_name = " +
                 text_literal(table) + " AND column_name NOT IN ('fid', 'geom') ORDER BY ordinal_position",
             [&](const OGRFeature& row) { names.emplace_back(row.GetFieldAsString(0)); });
        return names;
    }

    [[nodiscard]] Crs crs(const std::string& table) override
    {
        std::string authority, code, wkt;
        if (columns("spatial_ref_sys").empty() && !has_geometry_columns())
            return {};
        each("SELECT s.auth_name::text AS c0, s.auth_srid::text AS c1, s.srtext::text AS c2 FROM geometry_columns g "
             "JOIN "
             "spatial_ref_sys s ON s.srid = g.srid WHERE g.f_table_schema = current_schema() AND g.f_table_name = " +
                 text_literal(table),
             [&](const OGRFeature& row) {
                 authority = row.GetFieldAsString(0);
                 code = row.GetFieldAsString(1);
                 wkt = row.GetFieldAsString(2);
             });
        if (authority == "EPSG")
            return Crs::parse("EPSG:" + code);
        return wkt.empty() ? Crs() : Crs::parse(wkt);
    }

    std::string back_up(const std::string& stamp, const std::vector<std::string>& tables) override
    {
        std::string made;
        for (const std::string& table : tables) {
            const std::string copy = table + "_bak_" + stamp;
            run("CREATE TABLE " + quote(copy) + " AS TABLE " + quote(table));
            made += (made.empty() ? "" : ", ") + copy;
        }
        return "the tables " + made;
    }

    void commit() override
    {
        const ErrorScope errors;
        ended_ = true;
        if (dataset_->CommitTransaction() != OGRERR_NONE)
            fail(errors.message());
    }

protected:
    void select(const std::string& sql, const std::vector<SqlValue>& values, std::size_t columns, bool shape,
                const std::function<void(const Feature&)>& row) override
    {
        // The names of the result are ours: GDAL would take "fid" for the key and leave it out.
        std::string named = "SELECT ";
        const std::string inner = filled(sql, values);
        for (std::size_t i = 0; i < columns + (shape ? 2 : 1); ++i)
            named += (i == 0 ? "c" : ", c") + std::to_string(i);
        named += " FROM (" + inner + ") AS t (";
        for (std::size_t i = 0; i < columns + (shape ? 2 : 1); ++i)
            named += (i == 0 ? "c" : ", c") + std::to_string(i);
        named += ") ORDER BY c0";
        Feature feature;
        each(named, [&](const OGRFeature& from) {
            feature = {};
            feature.fid = from.GetFieldAsInteger64(0);
            for (std::size_t i = 0; i < columns; ++i)
                feature.values.push_back(cell_of(from, static_cast<int>(i) + 1));
            if (shape) {
                const std::vector<unsigned char> wkb = bytes_of(from.GetFieldAsString(static_cast<int>(columns) + 1));
                feature.geometry = from_wkb(wkb.data(), wkb.size());
            }
            row(feature);
        });
    }

    void execute(const std::string& sql, const std::vector<SqlValue>& values) override { run(filled(sql, values)); }

    std::int64_t insert_row(const std::string& sql, const std::vector<SqlValue>& values) override
    {
        run(filled(sql, values));
        return 0; // read again by whoever needs it
    }

    [[nodiscard]] std::string shape_read() const override { return "encode(ST_AsBinary(\"geom\"), 'hex')"; }
    [[nodiscard]] std::string shape_write(const LayerSpec& layer) override
    {
        if (shape_table_ != layer.name) {
            shape_table_ = layer.name;
            srid_ = "0";
            each("SELECT Find_SRID(current_schema()::varchar, " + text_literal(layer.name) +
                     "::varchar, 'geom'::varchar)::text AS c0",
                 [&](const OGRFeature& row) { srid_ = row.GetFieldAsString(0); });
        }
        return "ST_SetSRID(?::geometry, " + srid_ + ")";
    }

    void make_table(const LayerSpec& layer) override
    {
        const ErrorScope errors;
        OGRSpatialReference srs;
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (layer.crs.known() && srs.importFromWkt(layer.crs.wkt().c_str()) != OGRERR_NONE)
            fail(errors.message());
        srs.AutoIdentifyEPSG();
        CPLStringList options;
        options.SetNameValue("GEOMETRY_NAME", "geom");
        options.SetNameValue("FID", "fid");
        options.SetNameValue("LAUNDER", "NO");
        const bool spatial = layer.kind != LayerSpec::Kind::None && layer.crs.known();
        OGRLayer* const made =
            dataset_->CreateLayer(layer.name.c_str(), spatial ? &srs : nullptr, ogr_kind(layer.kind), options.List());
        if (made == nullptr || !add_columns(*made, layer) || made->SyncToDisk() != OGRERR_NONE || errors.failed())
            fail(errors.message());
    }

    [[nodiscard]] std::string type_name(FieldType type) const override
    {
        return type == FieldType::Real ? "FLOAT8" : type == FieldType::Integer ? "INT8" : "VARCHAR";
    }

    [[noreturn]] void fail(const std::string& why) const override
    {
        throw Error(ErrorKind::OutputFailed, name_ + ": cannot be written" +
                                                 (why.empty() ? "" : " (" + display_name(why) + ")") +
                                                 "; check the user's rights, and that the database has PostGIS "
                                                 "(CREATE EXTENSION postgis)");
    }

private:
    bool has_geometry_columns()
    {
        bool there = false;
        each("SELECT to_regclass('geometry_columns')::text AS c0",
             [&](const OGRFeature& row) { there = row.IsFieldSetAndNotNull(0) != FALSE; });
        return there;
    }

    void lock(const Patience& patience)
    {
        using Clock = std::chrono::steady_clock;
        const Clock::time_point since = Clock::now();
        for (bool told = false;;) {
            bool held = false;
            each("SELECT pg_try_advisory_xact_lock(hashtext('didban ledger ' || current_schema()))::int AS c0",
                 [&](const OGRFeature& row) { held = row.GetFieldAsInteger(0) != 0; });
            if (held)
                return;
            const double waited = std::chrono::duration<double>(Clock::now() - since).count();
            if (patience.stop.stop_requested())
                throw Error(ErrorKind::Interrupted, "interrupted while waiting for " + name_);
            if (waited > patience.seconds)
                throw Error(ErrorKind::OutputFailed, name_ + ": another process has been writing to it for " +
                                                         std::to_string(static_cast<int>(patience.seconds)) +
                                                         " seconds; nothing was changed, try again");
            if (waited > 1 && !told) {
                told = true;
                patience.waiting();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }

    void run(const std::string& sql)
    {
        const ErrorScope errors;
        if (OGRLayer* const result = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr))
            dataset_->ReleaseResultSet(result);
        if (errors.failed())
            fail(errors.message());
    }

    void each(const std::string& sql, const std::function<void(const OGRFeature&)>& row)
    {
        const ErrorScope errors;
        OGRLayer* const result = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
        if (result != nullptr) {
            struct Release {
                GDALDataset& dataset;
                OGRLayer* layer;
                ~Release() { dataset.ReleaseResultSet(layer); }
            } const release{*dataset_, result};
            for (const auto& feature : *result)
                row(*feature);
        }
        if (errors.failed())
            fail(errors.message());
    }

    std::string name_;
    DatasetHandle dataset_;
    std::string shape_table_, srid_;
    bool ended_{false};
};

} // namespace

std::unique_ptr<TableTransaction> open_postgres_tables(const std::string& source, TableAccess access,
                                                       const Patience& patience)
{
    return std::make_unique<PostgresTables>(source, access, patience);
}

} // namespace didban::gdal
