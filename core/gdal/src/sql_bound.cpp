#include "sql_bound.h"

#include "didban/base/error.h"

#include <cpl_vsi.h>
#include <sqlite3.h>

namespace didban::gdal {

namespace {

constexpr int instructions_a_step = 1'000'000;
constexpr int most_steps_without_row = 300; // some seconds of a free processor
constexpr std::int64_t rows_of_any_file = 300'000;
constexpr std::int64_t least_bytes_of_row = 2;

[[noreturn]] void refuse(const std::string& name, const std::string& why)
{
    throw Error(ErrorKind::UnreadableInput,
                name + ": " + why + "; a view in it does not come to an end: write its rows into a table");
}

} // namespace

SqlBound::SqlBound(GDALDataset& dataset, const std::string& file)
{
    const std::string driver = dataset.GetDriver() == nullptr ? "" : dataset.GetDriver()->GetDescription();
    if (driver != "GPKG" && driver != "SQLite")
        return;
    VSIStatBufL on_disk{};
    if (VSIStatL(file.c_str(), &on_disk) == 0)
        most_rows_ = rows_of_any_file + static_cast<std::int64_t>(on_disk.st_size) / least_bytes_of_row;
    connection_ = dataset.GetInternalHandle("SQLITE_HANDLE");
    if (connection_ != nullptr)
        sqlite3_progress_handler(static_cast<sqlite3*>(connection_), instructions_a_step, &SqlBound::spend, this);
}

SqlBound::~SqlBound()
{
    if (connection_ != nullptr)
        sqlite3_progress_handler(static_cast<sqlite3*>(connection_), 0, nullptr, nullptr);
}

int SqlBound::spend(void* self)
{
    auto& bound = *static_cast<SqlBound*>(self);
    bound.stopped_ = bound.stopped_ || ++bound.steps_without_row_ > most_steps_without_row;
    return bound.stopped_ ? 1 : 0;
}

void SqlBound::count_row(const std::string& name)
{
    steps_without_row_ = 0;
    if (most_rows_ > 0 && ++rows_ > most_rows_)
        refuse(name, "gives more than " + std::to_string(most_rows_) + " rows, which a file of its size cannot hold");
}

void SqlBound::check(const std::string& name) const
{
    if (stopped_)
        refuse(name, "a query in it worked on and on without giving a row");
}

} // namespace didban::gdal
