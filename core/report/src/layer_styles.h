#pragma once
#include "didban/ports/feature_source.h"

namespace didban::report {

/// Writes the table `layer_styles`, where QGIS looks for the default style of a GeoPackage's layers: findings and
/// parcels coloured by verdict, changes by kind.
void write_styles(FeatureSink& sink);

} // namespace didban::report
