#pragma once
#include "didban/ports/feature_source.h"

#include <string>
#include <string_view>

namespace didban::report {

/// Writes the table `layer_styles`, where QGIS looks for the default style of a GeoPackage's layers: findings and
/// parcels coloured by verdict, changes by kind.
void write_styles(FeatureSink& sink);

/// The same for the layers of a sweep: buildings and parcels coloured by its verdicts.
void write_sweep_styles(FeatureSink& sink);

/// The look of one of these layers as QGIS writes it inside a style or a project: colours by value, names of columns.
[[nodiscard]] std::string layer_look(std::string_view layer);

} // namespace didban::report
