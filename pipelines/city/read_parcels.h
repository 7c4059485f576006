#pragma once
#include "pipelines/city/city_data.h"
#include "pipelines/city/problem_tally.h"

namespace didban {

/// The parcels of a cadastre as a run uses them, with what was met on the way.
struct ParcelTable {
    std::vector<Parcel> parcels;  ///< in source order, unique keys, working CRS
    std::vector<Parcel> unplaced; ///< whose shape cannot be used, each key once and none that `parcels` has
    std::vector<std::optional<double>> deed_areas_m2; ///< as in CityData
    std::vector<LandRecord> land_records;             ///< likewise
    Crs source_crs;
    Box source_bounds; ///< of all shapes as stored
};

/// Throws Error for a layer without CRS, without polygons, or whose numbers cannot be in the CRS it declares.
[[nodiscard]] ParcelTable read_parcels(const DataAccess& data, const City& city, const Crs& working,
                                       const RunOptions& run, ProblemTally& tally);

} // namespace didban
