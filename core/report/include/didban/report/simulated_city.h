#pragma once
#include "didban/base/date.h"
#include "didban/geo/crs.h"
#include "didban/simulate/render.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// A simulated city as its texts tell of it.
struct SimulatedCity {
    std::string name, name_fa;
    Crs crs;
    Point origin; ///< CRS coordinates of the city's (0, 0)
    const simulate::CityOptions& options;
    const std::vector<simulate::SceneSetup>& scenes;
    std::optional<Date> buildings_as_of; ///< empty: there is no map of buildings
};

/// Where one block of the cadastre stands off its true place, metres.
struct BlockShift {
    std::string first_parcel, last_parcel;
    double east_m{}, north_m{};
};

/// city.toml, rules.toml and truth/registration.json.
[[nodiscard]] std::string simulated_city(const SimulatedCity& city);
[[nodiscard]] std::string simulated_rules();
[[nodiscard]] std::string simulated_registration(const SimulatedCity& city, const std::vector<BlockShift>& blocks);

/// What was made.
struct SimulateReport {
    std::int64_t parcels{}, permits{};
    std::int64_t width{}, height{};                 ///< pixels of each scene
    std::map<std::string, std::int64_t> verdicts;   ///< truth, last period
    std::map<std::string, std::int64_t> violations; ///< truth, one parcel may count under several
    std::map<std::string, std::int64_t> stories;    ///< what happened, "quiet" included
    std::map<std::string, std::int64_t> dirt;       ///< dirtied records by kind
    std::int64_t distractors{};                     ///< parcels with something that must not be flagged
    std::vector<simulate::SceneSetup> scenes;
};

/// What `didban simulate` prints, as JSON.
[[nodiscard]] std::string simulated_summary(const std::string& folder, std::uint64_t seed, const std::string& preset,
                                            const SimulateReport& report);

} // namespace didban
