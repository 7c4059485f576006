#pragma once
#include "didban/city/city.h"
#include "didban/ports/feature_source.h"

#include <string>

namespace didban {

/// The CRS that a table's coordinates are in: what the source says, else the `crs` key of city.toml, else unknown.
/// `key` names the table in city.toml ("cadastre"). Throws Error{Configuration} with the line when PROJ does not know
/// the key's CRS, Error{IncompatibleInput} when the source says another one.
[[nodiscard]] Crs declared_crs(const FeatureSource& source, const TableSource& table, const City& city,
                               const std::string& key);

} // namespace didban
