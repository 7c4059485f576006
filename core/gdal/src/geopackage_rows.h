#pragma once
#include "text_decoder.h"

#include <memory>
#include <vector>

class GDALDataset;
class OGRLayer;
struct sqlite3_stmt;

namespace didban::gdal {

/// Rows of a GeoPackage's table straight from SQLite, in the order of OGR's features and equal to them, which cost some
/// times as much: a feature, a geometry and its rings are objects each. One thread at a time; the dataset must outlive
/// it.
class GeoPackageRows {
public:
    /// `columns`: numbers of OGR's fields. Null where OGR has to read: other formats, views, layers with a filter or
    /// without shapes, columns that hold anything but texts and numbers.
    static std::unique_ptr<GeoPackageRows> open(GDALDataset& dataset, OGRLayer& layer, const std::vector<int>& columns);

    enum class Step {
        Row,
        Unusual, ///< no plain polygon, or a value that is not of its column's type: only `fid` counts, OGR knows more
        End,
        Failed ///< OGR knows why
    };
    Step next(Feature& feature, bool swap_axes, TextDecoder& decode);

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    struct Column {
        FieldType type{};
        bool narrow{false};  ///< of 32 bits
        std::size_t width{}; ///< bytes that it can hold; 0 = any number
    };
    GeoPackageRows() = default;
    [[nodiscard]] bool has_its_type(int place, const Column& column) const;
    [[nodiscard]] FieldValue value(int place, const Column& column, TextDecoder& decode) const;

    std::unique_ptr<sqlite3_stmt, Finalize> statement_; ///< null once it has ended
    std::vector<Column> columns_;
};

} // namespace didban::gdal
