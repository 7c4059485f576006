#pragma once
#include "didban/ports/data_access.h"

#include <memory>
#include <string>

namespace didban::gdal {

/// Writes one table as CSV: numbers with 15 digits, dates as 2025/03/21, texts as plain_text.h's for_spreadsheet()
/// makes them, shapes (if the layer has any) as WKT in front. Text cells that look like numbers are quoted. Throws as
/// every FeatureSink, Error{OutputFailed} when the disk is full or two columns have one name.
std::unique_ptr<FeatureSink> create_csv(const std::string& path);

} // namespace didban::gdal
