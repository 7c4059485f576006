#include "didban/objects/building_prior.h"

namespace didban {

/// By FootprintShare from left to right, {right, wrong}: what `didban watch` reported of 24 simulated cities, counted by
/// `didban evaluate`. docs/buildings.md has the commands.
const BuildingCounts& measured_building_counts()
{
    static const BuildingCounts counts{BuildingCounts::Table{{
        {{{1386, 20}, {1643, 7}, {320, 3}, {482, 28}}}, // built up
        {{{25, 1}, {19, 3}, {46, 4}, {396, 7}}},        // taken away
    }}};
    return counts;
}

} // namespace didban
