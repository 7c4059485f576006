#pragma once
#include "pipelines/city/city_data.h"

#include <cstdint>
#include <string>
#include <vector>

namespace didban {

/// What opening and checking every input of a city showed.
struct CheckReport {
    City city;
    std::string crs_name;  ///< of the working CRS; "" when it cannot be used
    std::int64_t scenes{}; ///< dated scenes
    std::int64_t parcels{};
    std::int64_t permits{};                ///< rows
    std::optional<std::int64_t> buildings; ///< footprints that can be used; nullopt: the city names none
    std::vector<Problem> problems;         ///< city, imagery, cadastre, permits, buildings, plan; each in a fixed order
    [[nodiscard]] bool stops_a_run() const; ///< some problem has the level "error"
};

/// Opens and checks every input: images, cadastre, permits, building footprints, plan and rules. Never throws for what
/// is wrong with an input: it becomes a problem. Throws Error{Interrupted}. Permits are streamed: memory grows with the
/// parcels and 16 bytes a permit.
[[nodiscard]] CheckReport check_city(const DataAccess& data, const City& city, const RunOptions& run);

} // namespace didban
