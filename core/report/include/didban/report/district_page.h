#pragma once
#include "didban/base/date.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What planners ask about a district: what became of its parcels, and how much was built without a permit beside what
/// the plan allows there. Areas in m². Names no parcel and no case.
namespace didban {

/// Ground and floor area that the plan's limits allow, over the parcels whose limits are known.
struct PlanCapacity {
    std::int64_t ground_parcels{}, floor_parcels{}; ///< whose coverage, and whose floor area, is limited by a number
    double ground_m2{}, floor_m2{};                 ///< allowed on them
};

/// Work that is suspected or confirmed to have no permit that covers it.
struct UnplannedGrowth {
    std::int64_t cases{}, confirmed{};
    double ground_m2{};              ///< newly covered
    double floor_m2{};               ///< at least: a case of unknown height counts one floor
    std::int64_t height_unknown{};   ///< cases
    double where_limited_m2{};       ///< of the ground, on parcels whose coverage limit is known
    double floor_where_limited_m2{}; ///< of the floor area, on parcels whose floor area is limited
};

struct DistrictYear {
    std::string year; ///< of first sight, by the city's calendar
    std::int64_t cases{};
    double ground_m2{};
};

struct DistrictZone {
    std::string zone; ///< "" = in none
    std::int64_t parcels{};
    double area_m2{};
    PlanCapacity capacity;
    UnplannedGrowth growth;
};

struct DistrictFigures {
    std::string district; ///< "" = the cadastre names none
    std::int64_t parcels{};
    double area_m2{};
    std::map<std::string, std::int64_t> verdicts; ///< parcels by the verdict of the last period; "" = not observed
    PlanCapacity capacity;
    UnplannedGrowth growth;
    std::int64_t beyond_permit{};    ///< cases that exceed a permit, suspected or confirmed
    std::vector<DistrictYear> years; ///< in time
    std::vector<DistrictZone> zones; ///< the most unplanned ground first
};

struct DistrictReport {
    std::string city, city_fa;          ///< its names
    std::vector<std::string> languages; ///< the first one opens the pages
    std::optional<Date> last_image;     ///< of the last period; nothing: no parcel was observed yet
    bool plan_known{false};
    std::vector<DistrictFigures> districts; ///< by name
};

/// Names of the districts' pages, one per district and all different: "district-7.html".
[[nodiscard]] std::vector<std::string> district_pages(const DistrictReport& report);
/// The page of one district, Persian and English, with links to the others beside it.
[[nodiscard]] std::string district_html(const DistrictReport& report, std::size_t district);
/// A row per district. UTF-8 with BOM.
[[nodiscard]] std::string districts_csv(const DistrictReport& report);

} // namespace didban
