#include "didban/simulate/limits.h"

#include <algorithm>
#include <array>

namespace didban::simulate {

namespace {

constexpr double any = 1e9;
constexpr std::array<PassageLimit, 5> low_density{
    {{0, 8, 2, 0.6}, {8, 12, 3, 0.6}, {12, 24, 3, 0.6}, {24, 36, 4, 0.5}, {36, any, 4, 0.5}}};
constexpr std::array<PassageLimit, 5> medium_density{
    {{0, 8, 2, 0.6}, {8, 12, 3, 0.6}, {12, 24, 4, 0.5}, {24, 36, 5, 0.5}, {36, any, 7, 0.45}}};
constexpr std::array<PassageLimit, 5> high_density{
    {{0, 8, 2, 0.6}, {8, 12, 4, 0.5}, {12, 24, 5, 0.5}, {24, 36, 5, 0.5}, {36, any, 5, 0.5}}};
constexpr std::array<AreaLimit, 7> low_by_area{
    {{50, 70, 1}, {70, 120, 2}, {120, 160, 3}, {160, 240, 4}, {240, 300, 4}, {300, 400, 4}, {400, any, 4}}};
constexpr std::array<AreaLimit, 7> medium_by_area{
    {{50, 70, 1}, {70, 120, 2}, {120, 160, 3}, {160, 240, 4}, {240, 300, 5}, {300, 400, 6}, {400, any, 7}}};
constexpr std::array<AreaLimit, 7> high_by_area{
    {{50, 70, 1}, {70, 120, 2}, {120, 160, 3}, {160, 240, 4}, {240, 300, 5}, {300, 400, 6}, {400, any, 7}}};

} // namespace

std::span<const PassageLimit> passage_limits(Zone zone)
{
    switch (zone) {
    case Zone::R1:
        return low_density;
    case Zone::R2:
    case Zone::C:
        return medium_density;
    case Zone::R3:
        return high_density;
    case Zone::Garden:
    case Zone::Farmland:
    case Zone::Public:
        break;
    }
    return {};
}

std::span<const AreaLimit> area_limits(Zone zone)
{
    switch (zone) {
    case Zone::R1:
        return low_by_area;
    case Zone::R2:
    case Zone::C:
        return medium_by_area;
    case Zone::R3:
        return high_by_area;
    case Zone::Garden:
    case Zone::Farmland:
    case Zone::Public:
        break;
    }
    return {};
}

int lawful_floors(Zone zone, double passage_width_m, double plot_area_m2)
{
    int floors = 0;
    for (const PassageLimit& row : passage_limits(zone))
        if (passage_width_m >= row.low && passage_width_m < row.high)
            floors = row.floors;
    for (const AreaLimit& row : area_limits(zone))
        if (plot_area_m2 >= row.low && plot_area_m2 < row.high)
            floors = std::min(floors, row.floors);
    return floors;
}

double lawful_coverage(Zone zone, double passage_width_m)
{
    if (zone == Zone::Garden)
        return garden_coverage;
    for (const PassageLimit& row : passage_limits(zone))
        if (passage_width_m >= row.low && passage_width_m < row.high)
            return row.coverage;
    return 0;
}

double lawful_height(int floors)
{
    return 2.6 + 3.4 * floors + 1.1;
}

} // namespace didban::simulate
