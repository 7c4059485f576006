#pragma once
#include "dataset_handle.h"

#include <string>
#include <vector>

class OGRLayer;

namespace didban::gdal {

/// The source as messages may show it: passwords in connection strings are masked.
[[nodiscard]] std::string display_name(const std::string& source);

/// Opens a vector source read-only. Throws Error{UnreadableInput} that says whether the file is missing, of another
/// kind, or what the server answered.
[[nodiscard]] DatasetHandle open_vector(const std::string& source, const std::vector<std::string>& options = {});

/// The layer named `name`, or the only one when `name` is empty. Throws Error{Configuration} with the names that exist.
[[nodiscard]] OGRLayer& find_layer(GDALDataset& dataset, const std::string& source, const std::string& name);

} // namespace didban::gdal
