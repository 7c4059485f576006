#include "sqlite_tables.h"

#include "didban/base/error.h"
#include "geopackage_blob.h"
#include "new_geopackage.h"
#include "sql_tables.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <sqlite3.h>
#include <thread>

namespace didban::gdal {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct ConnectionCloser {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct StatementCloser {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, ConnectionCloser>;
using Statement = std::unique_ptr<sqlite3_stmt, StatementCloser>;

/// SQLite asks it whether to try again while another process holds the file.
struct Waiter {
    const Patience& patience;
    Clock::time_point since{};
    bool told{false};

    static int ask(void* self, int tries) { return static_cast<Waiter*>(self)->go_on(tries); }
    int go_on(int tries)
    {
        if (tries == 0)
            since = Clock::now();
        const double waited = std::chrono::duration<double>(Clock::now() - since).count();
        if (patience.stop.stop_requested() || waited > patience.seconds)
            return 0;
        if (waited > 1 && !told) {
            told = true;
            patience.waiting();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(tries < 5 ? 2 : 20));
        return 1;
    }
};

class SqliteTables : public SqlTables {
public:
    SqliteTables(std::string path, TableAccess access, Patience patience)
        : path_(std::move(path)), patience_(std::move(patience)), waiter_{patience_}
    {
        sqlite3* raw = nullptr;
        const int opened = sqlite3_open_v2(path_.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
        db_.reset(raw);
        if (opened != SQLITE_OK)
            throw Error(ErrorKind::UnreadableInput, path_ + ": cannot be opened (" + sqlite3_errstr(opened) +
                                                        "); check the file and its folder's permissions");
        sqlite3_busy_handler(db_.get(), &Waiter::ask, &waiter_);
        register_geometry_functions(*db_);
        if (access == TableAccess::Write) {
            run("PRAGMA synchronous = EXTRA");
            run("BEGIN IMMEDIATE");
        } else {
            run("BEGIN");
        }
        (void)columns("gpkg_contents"); // takes the snapshot, and meets what is no database
    }

    ~SqliteTables() override
    {
        statements_.clear();
        if (sqlite3_get_autocommit(db_.get()) == 0)
            sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

    [[nodiscard]] const std::string& name() const override { return path_; }

    [[nodiscard]] std::vector<std::string> columns(const std::string& table) override
    {
        std::vector<std::string> names;
        const Statement pragma = prepare("SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('fid', 'geom')");
        sqlite3_bind_text(pragma.get(), 1, table.c_str(), -1, SQLITE_TRANSIENT);
        while (step(*pragma))
            names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(pragma.get(), 0)));
        return names;
    }

    [[nodiscard]] Crs crs(const std::string& table) override
    {
        if (columns("gpkg_geometry_columns").empty())
            return {};
        const Statement of = prepare(
            "SELECT s.organization, s.organization_coordsys_id, s.definition, s.srs_id FROM gpkg_geometry_columns g "
            "JOIN gpkg_spatial_ref_sys s USING (srs_id) WHERE g.table_name = ?");
        sqlite3_bind_text(of.get(), 1, table.c_str(), -1, SQLITE_TRANSIENT);
        if (!step(*of))
            return {};
        const std::string authority = text(*of, 0), definition = text(*of, 2);
        if (authority == "EPSG")
            return Crs::parse("EPSG:" + std::to_string(sqlite3_column_int64(of.get(), 1)));
        return definition.empty() || definition == "undefined" ? Crs() : Crs::parse(definition);
    }

    std::string back_up(const std::string& stamp, const std::vector<std::string>&) override
    {
        const std::string target = fs::weakly_canonical(path_).string() + ".bak-" + stamp;
        // SQLite copies from no connection that is writing; another one sees what was committed last.
        sqlite3 *from = nullptr, *to = nullptr;
        int done = sqlite3_open_v2(path_.c_str(), &from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
        const Connection source(from);
        if (done == SQLITE_OK)
            done = sqlite3_open_v2(target.c_str(), &to,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
        const Connection copy(to);
        if (done == SQLITE_OK) {
            sqlite3_backup* const backup = sqlite3_backup_init(copy.get(), "main", source.get(), "main");
            done = backup != nullptr ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
            if (backup != nullptr)
                done = sqlite3_backup_finish(backup);
        }
        if (done != SQLITE_OK)
            fail(std::string("the backup ") + target + " cannot be written: " + sqlite3_errstr(done));
        std::error_code ignored;
        fs::permissions(target, fs::status(path_).permissions(), ignored);
        return target;
    }

    void commit() override
    {
        if (written_ && !box_.empty())
            grow_extent();
        statements_.clear();
        run("COMMIT");
    }

protected:
    void select(const std::string& sql, const std::vector<SqlValue>& values, std::size_t columns, bool shape,
                const std::function<void(const Feature&)>& row) override
    {
        const Statement statement = prepare(sql);
        bind(*statement, values);
        Feature feature;
        while (step(*statement)) {
            feature = {};
            feature.fid = sqlite3_column_int64(statement.get(), 0);
            for (std::size_t i = 0; i < columns; ++i)
                feature.values.push_back(cell(*statement, static_cast<int>(i) + 1));
            if (shape) {
                const int at = static_cast<int>(columns) + 1;
                const auto* blob = static_cast<const unsigned char*>(sqlite3_column_blob(statement.get(), at));
                const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), at));
                const std::size_t from = blob_header_size(blob, size);
                feature.geometry = from < size ? from_wkb(blob + from, size - from) : FeatureGeometry{};
            }
            row(feature);
        }
    }

    void execute(const std::string& sql, const std::vector<SqlValue>& values) override
    {
        Statement& statement = statements_[sql];
        if (!statement)
            statement = prepare(sql);
        bind(*statement, values);
        while (step(*statement)) {
        }
        sqlite3_reset(statement.get());
        written_ = true;
    }

    std::int64_t insert_row(const std::string& sql, const std::vector<SqlValue>& values) override
    {
        execute(sql, values);
        return sqlite3_last_insert_rowid(db_.get());
    }

    [[nodiscard]] std::string shape_read() const override { return "\"geom\""; }
    [[nodiscard]] std::string shape_write(const LayerSpec& layer) override
    {
        if (shape_table_ != layer.name) {
            shape_table_ = layer.name;
            const Statement of = prepare("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?");
            sqlite3_bind_text(of.get(), 1, layer.name.c_str(), -1, SQLITE_TRANSIENT);
            srs_id_ = step(*of) ? static_cast<std::int32_t>(sqlite3_column_int64(of.get(), 0)) : 0;
        }
        return "?";
    }

    void make_table(const LayerSpec& layer) override
    {
        if (layer.kind != LayerSpec::Kind::None)
            throw Error(ErrorKind::UnreadableInput,
                        path_ + ": is no ledger (it has no layer \"" + layer.name +
                            "\"); name another file under [city] ledger or remove this one");
        std::string sql = "CREATE TABLE " + quote(layer.name) + " (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
        for (const FieldSpec& field : layer.fields)
            sql += ", " + quote(field.name) + " " + type_name(field.type);
        execute(sql + ")", {});
        execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, "
            "'2000-01-01T00:00:00.000Z')",
            {FieldValue(layer.name), FieldValue(layer.name)});
    }

    [[nodiscard]] std::string type_name(FieldType type) const override
    {
        return type == FieldType::Real ? "REAL" : type == FieldType::Integer ? "INTEGER" : "TEXT";
    }

    [[noreturn]] void fail(const std::string& why) const override
    {
        throw Error(ErrorKind::OutputFailed, path_ + ": cannot be written (" + why + "); check space and permissions");
    }

private:
    [[noreturn]] void fail_with(int code) const
    {
        const int kind = code & 0xff;
        if (patience_.stop.stop_requested() && (kind == SQLITE_BUSY || kind == SQLITE_LOCKED))
            throw Error(ErrorKind::Interrupted, "interrupted while waiting for " + path_);
        if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
            throw Error(ErrorKind::OutputFailed, path_ + ": another process has been writing to it for " +
                                                     std::to_string(static_cast<int>(patience_.seconds)) +
                                                     " seconds; nothing was changed, try again");
        if (kind == SQLITE_NOTADB || kind == SQLITE_CORRUPT)
            throw Error(ErrorKind::UnreadableInput,
                        path_ + ": is no whole GeoPackage (" + sqlite3_errmsg(db_.get()) +
                            "); name another file under [city] ledger, or put a copy of it back");
        fail(sqlite3_errmsg(db_.get()));
    }

    void run(const char* sql)
    {
        if (const int done = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr); done != SQLITE_OK)
            fail_with(done);
    }

    [[nodiscard]] Statement prepare(const std::string& sql)
    {
        sqlite3_stmt* raw = nullptr;
        const int done = sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &raw, nullptr);
        Statement statement(raw);
        if (done != SQLITE_OK)
            fail_with(done);
        return statement;
    }

    /// True while there is a row.
    bool step(sqlite3_stmt& statement)
    {
        const int done = sqlite3_step(&statement);
        if (done != SQLITE_ROW && done != SQLITE_DONE)
            fail_with(done);
        return done == SQLITE_ROW;
    }

    void bind(sqlite3_stmt& statement, const std::vector<SqlValue>& values)
    {
        sqlite3_reset(&statement);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int at = static_cast<int>(i) + 1;
            if (const auto* shape = std::get_if<WkbShape>(&values[i])) {
                bind_shape(statement, at, *shape);
                continue;
            }
            const FieldValue& value = std::get<FieldValue>(values[i]);
            if (const auto* whole = std::get_if<std::int64_t>(&value))
                sqlite3_bind_int64(&statement, at, *whole);
            else if (const auto* real = std::get_if<double>(&value))
                sqlite3_bind_double(&statement, at, *real);
            else if (const auto* text = std::get_if<std::string>(&value))
                sqlite3_bind_text(&statement, at, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
            else
                sqlite3_bind_null(&statement, at);
        }
    }

    void bind_shape(sqlite3_stmt& statement, int at, const WkbShape& shape)
    {
        if (shape.bytes.empty()) {
            sqlite3_bind_null(&statement, at);
            return;
        }
        const std::vector<unsigned char> blob = to_blob(shape, srs_id_);
        sqlite3_bind_blob(&statement, at, blob.data(), static_cast<int>(blob.size()), SQLITE_TRANSIENT);
        box_.include({shape.box.x0, shape.box.y0});
        box_.include({shape.box.x1, shape.box.y1});
    }

    static std::string text(sqlite3_stmt& statement, int at)
    {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(&statement, at));
        return bytes == nullptr ? std::string()
                                : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(&statement, at)));
    }

    static FieldValue cell(sqlite3_stmt& statement, int at)
    {
        switch (sqlite3_column_type(&statement, at)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(&statement, at)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(&statement, at);
        case SQLITE_NULL:
            return {};
        default:
            return text(statement, at);
        }
    }

    /// Programs that show the layer read its extent from here.
    void grow_extent()
    {
        execute("UPDATE gpkg_contents SET min_x = min(coalesce(min_x, ?1), ?1), min_y = min(coalesce(min_y, ?2), ?2), "
                "max_x = max(coalesce(max_x, ?3), ?3), max_y = max(coalesce(max_y, ?4), ?4) WHERE table_name = ?5",
                {FieldValue(box_.x0), FieldValue(box_.y0), FieldValue(box_.x1), FieldValue(box_.y1),
                 FieldValue(shape_table_)});
    }

    std::string path_;
    Patience patience_;
    Waiter waiter_;
    Connection db_;
    std::map<std::string, Statement> statements_; // closed before the connection
    std::string shape_table_;
    std::int32_t srs_id_{0};
    Box box_;
    bool written_{false};
};

} // namespace

std::unique_ptr<TableTransaction> open_sqlite_tables(const std::string& path, TableAccess access,
                                                     const std::vector<LayerSpec>& layers, const Patience& patience)
{
    if (!fs::exists(path)) {
        if (access == TableAccess::Read)
            throw Error(ErrorKind::UnreadableInput, path + ": no such file");
        make_geopackage(path, layers);
    }
    return std::make_unique<SqliteTables>(path, access, patience);
}

} // namespace didban::gdal
