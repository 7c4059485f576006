#pragma once
#include "pipelines/city/city_data.h"

#include <functional>
#include <string>

namespace didban {

/// Adds the city's permits to `out`, whose city and crs are set. `in_cadastre` says whether a row of the cadastre has a
/// key now or had it earlier; of permits that neither fit one nor have a place only the first are kept. Returns whether
/// all were kept. Throws as load_city_data does.
bool load_permits(const DataAccess& data, const RunOptions& run,
                  const std::function<bool(const std::string&)>& in_cadastre, CityData& out);

} // namespace didban
