#pragma once
#include "didban/ports/table_store.h"

#include <variant>

namespace didban::gdal {

/// A shape as well-known binary, beside the values of a table's cells.
struct WkbShape {
    std::vector<unsigned char> bytes; ///< empty = no shape
    Box box;
};
using SqlValue = std::variant<FieldValue, WkbShape>;

[[nodiscard]] WkbShape to_wkb(const FeatureGeometry& shape, LayerSpec::Kind kind);
[[nodiscard]] FeatureGeometry from_wkb(const unsigned char* bytes, std::size_t size);
/// "name" with quotes inside doubled.
[[nodiscard]] std::string quote(const std::string& name);

/// What the SQL stores have in common: statements with `?` for each value. The key is `fid`, the shape `geom`.
class SqlTables : public TableTransaction {
public:
    void read(const TableQuery& query, const std::function<void(const Feature&)>& row) final;
    std::int64_t insert(const LayerSpec& layer, const Feature& feature) final;
    void update(const LayerSpec& layer, const Feature& feature) final;
    void erase(const std::string& table, std::int64_t fid) final;
    void ensure(const TableSpec& table) final;

protected:
    /// Runs one statement. `row`: called with the first `columns` cells of each row and, when asked for, the shape
    /// after them; the key comes first of all.
    virtual void select(const std::string& sql, const std::vector<SqlValue>& values, std::size_t columns, bool shape,
                        const std::function<void(const Feature&)>& row) = 0;
    virtual void execute(const std::string& sql, const std::vector<SqlValue>& values) = 0;
    virtual std::int64_t insert_row(const std::string& sql, const std::vector<SqlValue>& values) = 0;
    /// SQL for the column `geom` in a select list, and for its value in an insert or update.
    [[nodiscard]] virtual std::string shape_read() const = 0;
    [[nodiscard]] virtual std::string shape_write(const LayerSpec& layer) = 0;
    virtual void make_table(const LayerSpec& layer) = 0;
    [[nodiscard]] virtual std::string type_name(FieldType type) const = 0;
    [[noreturn]] virtual void fail(const std::string& why) const = 0;

private:
    static std::vector<SqlValue> values_of(const LayerSpec& layer, const Feature& feature);
};

} // namespace didban::gdal
