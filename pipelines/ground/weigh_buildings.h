#pragma once
#include "didban/land/parcel.h"
#include "didban/objects/building_prior.h"
#include "pipelines/ground/standing_buildings.h"

namespace didban {

/// Weighs changes by the buildings that stood before: the odds of each object's probability are multiplied by the ratio
/// of its share of footprints (building_prior.h), and its kind is set right by the buildings of its own plot, when
/// it lies in one. Objects that the map does not speak about stay as they are. Adds footprint_share and footprint_ratio
/// to their evidence; shapes, order and numbers stay. Counts what was done in `record`. `parcels` in the map's CRS.
void weigh_buildings(const BuildingMap& map, const BuildingCounts& counts, const std::vector<Parcel>& parcels,
                     std::vector<ChangeObject>& objects, report::BuildingRecord& record);

} // namespace didban
