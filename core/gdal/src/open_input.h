#pragma once
#include "dataset_handle.h"

#include <string>
#include <vector>

namespace didban::gdal {

enum class InputKind { Raster, Vector };

/// Opens an input read-only with the drivers that may (allowed_drivers.h); null when none of them can. GDAL's own words
/// go to the ErrorScope around it. Throws Error{UnreadableInput} when another driver would take it, and when an archive
/// unpacks to far more than it holds.
[[nodiscard]] DatasetHandle open_input(const std::string& source, InputKind kind,
                                       const std::vector<std::string>& options = {});

} // namespace didban::gdal
