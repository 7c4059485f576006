#pragma once
#include "didban/ports/data_access.h"

#include <string>

namespace didban {

/// A projected CRS in metres for the shapes of a layer: its own, or the UTM zone of its first shape.
[[nodiscard]] Crs metres_near(const DataAccess& data, const std::string& path);

} // namespace didban
