#pragma once
#include "didban/objects/change_object.h"
#include "didban/report/run_record.h"
#include "pipelines/city/city_data.h"
#include "pipelines/city/read_buildings.h"
#include "pipelines/sweep/sweep.h"

#include <vector>

namespace didban {

/// What stands on the day.
struct Standing {
    std::vector<Footprint> buildings;   ///< working CRS, in the source's order
    std::vector<ChangeObject> objects;  ///< one per building: number, outline, area and its error
    std::vector<bool> seen;             ///< one per parcel: whether the source speaks about it
    std::int64_t small{};               ///< of a raster: groups of pixels below half of the least area, left out
    std::vector<MultiPolygon> left_out; ///< where something stands that is not among the buildings: those groups,
                                        ///< outlines on larger ones, boxes around what could not be read as a shape
};

/// Those that stood on the day by their own days; how many did not goes to the record's warnings, with `source`.
[[nodiscard]] std::vector<Footprint> standing_on(std::vector<Footprint> all, const Date& on, const std::string& source,
                                                 report::RunRecord& record);

/// Reads the outlines of `path`, or traces those of a raster (.tif, .vrt, .img) of probabilities from 0 to 1; "" = the
/// city's [buildings]. Of outlines that lie on one another by nine tenths the larger is kept. Problems go to the log,
/// to `record` and its warnings. Throws Error{IncompatibleInput} for a raster of several bands, one that is none of
/// probabilities or lies nowhere, Error{Usage} for a layer of what has none, else as read_buildings() does.
[[nodiscard]] Standing read_standing(const DataAccess& data, const CityData& city, const SweepCityOptions& options,
                                     const Date& on, const RunOptions& run, report::RunRecord& record);

} // namespace didban
