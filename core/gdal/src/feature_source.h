#pragma once
#include "didban/ports/data_access.h"

namespace didban::gdal {

std::unique_ptr<FeatureSource> open_features(const FeatureQuery& query);
std::vector<std::string> layers(const std::string& source);

} // namespace didban::gdal
