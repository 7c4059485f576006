#pragma once
#include "pipelines/city/city_data.h"
#include "pipelines/city/problem_tally.h"

#include <optional>

namespace didban {

/// The outline of one building, with what is known of its days and size.
struct Footprint {
    MultiPolygon shape;                    ///< valid, working CRS
    std::optional<Date> built, demolished; ///< nullopt = unknown
    std::string id{};                      ///< as the source writes it; "" = not given
    std::optional<double> floors{};        ///< storeys above ground, above 0
    std::optional<double> height_m{};      ///< above ground, above 0
};

/// Reads [buildings], which the city must have, in the source's order. What cannot be used is left out and counted
/// under building.…, and goes to `unusable` with the box it lies in as its shape, where it has a place; an empty layer
/// gives no footprints. Throws Error{Configuration} with file and line for a layer or
/// column that is not there, Error{UnreadableInput} for a layer without CRS, Error{Interrupted}.
[[nodiscard]] std::vector<Footprint> read_buildings(const DataAccess& data, const City& city, const Crs& working,
                                                    const RunOptions& run, ProblemTally& tally,
                                                    std::vector<Footprint>* unusable = nullptr);

/// The same of another source than the city's (`layer` "" = its only one), with our own names as its columns, those
/// that it has, in capitals or not: building_id (or id), built, demolished, floors, height_m. Throws
/// Error{UnreadableInput} naming the file.
[[nodiscard]] std::vector<Footprint> read_buildings_of(const DataAccess& data, const std::string& source,
                                                       const std::string& layer, const Crs& working,
                                                       const RunOptions& run, ProblemTally& tally,
                                                       std::vector<Footprint>* unusable = nullptr);

} // namespace didban
