#pragma once
#include "didban/ports/feature_source.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace didban {

enum class TableAccess {
    Read, ///< a snapshot: what others commit meanwhile is not seen
    Write ///< alone: other writers wait until it ends
};

/// How long to wait for another writer.
struct Patience {
    double seconds{60};
    std::stop_token stop{};                ///< when requested: Error{Interrupted}
    std::function<void()> waiting = [] {}; ///< called once, after about a second of waiting
};

/// Which rows of a table, and which of their columns.
struct TableQuery {
    std::string table;
    std::vector<std::string> columns; ///< in this order
    bool geometry{false};
    std::vector<std::pair<std::string, FieldValue>> equal{}; ///< all of them
    std::optional<KeyFilter> only{};
    std::vector<std::string> order{}; ///< rows with equal values of these columns come together, by rising key
};

/// A table as a store should have it.
struct TableSpec {
    LayerSpec layer;
    std::size_t founding{};                        ///< the first so many columns are those it was always made with
    std::vector<std::vector<std::string>> indexes; ///< columns of each index
};

/// One transaction on the tables of a store. Without commit() nothing of it is kept. One thread at a time.
class TableTransaction {
public:
    virtual ~TableTransaction() = default;
    [[nodiscard]] virtual const std::string& name() const = 0; ///< for messages; passwords masked
    /// Columns of a table without key and geometry; empty: there is no such table.
    [[nodiscard]] virtual std::vector<std::string> columns(const std::string& table) = 0;
    /// Of the table's shapes; unknown when it has none, or when the store does not say.
    [[nodiscard]] virtual Crs crs(const std::string& table) = 0;
    /// Makes the table, its missing columns and its indexes. Throws Error{OutputFailed} when a table of that name lacks
    /// founding columns: it is another one. A GeoPackage gets tables with shapes only when it is made.
    virtual void ensure(const TableSpec& table) = 0;
    /// Copies the store as it was before this transaction's first change beside it: a file PATH.bak-STAMP, or tables
    /// NAME_bak_STAMP of `tables`. Returns where.
    virtual std::string back_up(const std::string& stamp, const std::vector<std::string>& tables) = 0;
    /// Rows by rising key, which is their fid, unless the query says another order. `row` must not change the table.
    virtual void read(const TableQuery& query, const std::function<void(const Feature&)>& row) = 0;
    /// Returns the new row's key. `feature.values` follow `columns`; the shape is written when the kind has one.
    virtual std::int64_t insert(const LayerSpec& layer, const Feature& feature) = 0;
    virtual void update(const LayerSpec& layer, const Feature& feature) = 0; ///< of the row feature.fid
    virtual void erase(const std::string& table, std::int64_t fid) = 0;
    virtual void commit() = 0;
};

/// Stores that several processes share. Thread-safe. A DataAccess that can keep such stores is one of these as well.
class TableStores {
public:
    virtual ~TableStores() = default;
    /// One transaction on the tables of a GeoPackage or of a PostgreSQL database ("PG:…"). A file that does not exist
    /// is made with `layers` when it is to be written. Waits as `patience` says while another process writes. Throws
    /// Error{UnreadableInput} for what is no such store, Error{OutputFailed} when the wait was in vain or the store
    /// refuses.
    [[nodiscard]] virtual std::unique_ptr<TableTransaction> open_tables(const std::string& path, TableAccess access,
                                                                        const std::vector<LayerSpec>& layers,
                                                                        const Patience& patience) const = 0;
};

} // namespace didban
