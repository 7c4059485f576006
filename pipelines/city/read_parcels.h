#pragma once
#include "pipelines/city/city_data.h"
#include "pipelines/city/problem_tally.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// A row of the cadastre by its codes. 64 bits of hash stand for the keys: equal keys have equal ones.
struct ParcelCodes {
    std::string id; ///< as stored
    std::uint64_t key{};
    std::vector<std::uint64_t> old_keys; ///< of the parcel's earlier codes that this row tells
};
[[nodiscard]] std::uint64_t hash_of_key(std::string_view key);

/// The codes of every row, none of its shapes. Throws as read_parcels does for a table that cannot be read.
[[nodiscard]] std::vector<ParcelCodes> read_parcel_codes(const DataAccess& data, const City& city,
                                                         const RunOptions& run);

/// The parcels of some rows alone, as read_parcels would read them; `ids` as stored. nullopt where the source does not
/// find just `rows` rows by them, and where a reading of all rows would have to say what is wrong.
[[nodiscard]] std::optional<ParcelTable> read_parcels_of(const DataAccess& data, const City& city, const Crs& working,
                                                         const std::vector<std::string>& ids, std::size_t rows);

} // namespace didban
