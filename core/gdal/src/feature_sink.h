#pragma once
#include "didban/ports/data_access.h"

namespace didban::gdal {

std::unique_ptr<FeatureSink> create_features(const std::string& path, const std::string& format);
bool can_write_features(const std::string& format);

} // namespace didban::gdal
