#pragma once
#include "didban/geo/crs.h"
#include "didban/geo/polygon.h"
#include "didban/ports/feature_source.h"

namespace didban::report {

/// The table qgis_projects with one project, "Didban": the layers of report.gpkg with their looks, opened on `extent`
/// in `crs`. QGIS shows it below the file in its browser.
void write_qgis_project(FeatureSink& sink, const Box& extent, const Crs& crs);

} // namespace didban::report
