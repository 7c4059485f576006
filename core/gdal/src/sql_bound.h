#pragma once
#include "dataset_handle.h"

#include <cstdint>
#include <string>

namespace didban::gdal {

/// Holds the queries of a SQLite file (GeoPackage, SQLite) to an end: a view in it is a program of whoever wrote it.
/// Does nothing for other datasets. The dataset must outlive it; one thread at a time.
class SqlBound {
public:
    SqlBound(GDALDataset& dataset, const std::string& file);
    ~SqlBound();
    SqlBound(const SqlBound&) = delete;
    SqlBound& operator=(const SqlBound&) = delete;

    /// To be called for every row that came. Throws Error{UnreadableInput} when there are more than a file of its size
    /// can hold.
    void count_row(const std::string& name);
    /// Throws Error{UnreadableInput} when a query was stopped because it worked on and on without a row.
    void check(const std::string& name) const;

private:
    static int spend(void* self);

    void* connection_{}; ///< sqlite3*, of GDAL; null: the dataset is no SQLite file
    std::int64_t rows_{}, most_rows_{};
    int steps_without_row_{};
    bool stopped_{false};
};

} // namespace didban::gdal
