#pragma once
#include "didban/cases/control_sample.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Cases of one district, month of first sight and verdict. Counts are empty where publishing them could point at a
/// person.
struct StatsRow {
    std::string district; ///< "" = unknown
    std::string month;    ///< "1404/08" or "2025-11", by the city's calendar
    std::string verdict;
    bool suppressed{false};
    std::optional<std::int64_t> cases, visited, confirmed, dismissed;
    std::optional<double> mean_delay_days; ///< first sight to decision, over visited cases
};

/// Cases of one month or of one district, as many of them as may be told.
struct StatsGroup {
    std::string name; ///< the month or the district; "" = unknown
    std::int64_t cases{}, visited{}, confirmed{}, dismissed{};
    std::optional<double> mean_delay_days; ///< over visited cases
    bool whole{true};                      ///< false: rows of few cases are not in it
};

/// What the last period of images left unseen in one district.
struct SeenParcels {
    std::string district;
    std::int64_t parcels{}, not_seen{};
};

/// What the inspectors' hours stand for.
struct InspectorHours {
    std::int64_t visits{}; ///< that carry their hours
    double hours{};
    double hectares_seen{}; ///< of parcels, each time that an image showed them
    [[nodiscard]] std::optional<double> hectares_per_hour() const
    {
        return hours > 0 && hectares_seen > 0 ? std::optional(hectares_seen / hours) : std::nullopt;
    }
};

/// What may be published of a city's cases: no ids, no places.
struct CityStats {
    std::string city;
    std::string calendar; ///< "jalali" or "gregorian": of `month`
    int least_cell{};
    std::vector<StatsRow> rows;                     ///< by district, month, verdict
    std::vector<StatsGroup> months, districts;      ///< by name
    std::vector<SeenParcels> last_period;           ///< by district; small districts are left out
    std::optional<InspectorHours> work;             ///< nothing: too few visits carry their hours
    std::map<std::string, std::int64_t> totals;     ///< cases per verdict; of the whole city, never suppressed
    std::map<std::string, std::int64_t> dismissals; ///< per reason; those of few cases together under ""
    std::optional<double> confirmed_share;          ///< confirmed / visited
    ControlSample control;                          ///< what visits to parcels drawn at random say of what was missed
};

} // namespace didban
