#include "didban/objects/building_prior.h"

namespace didban {

/// By FootprintShare from left to right, {right, wrong}: what `didban watch` reported of 47 simulated cities, counted
/// by `didban evaluate`. docs/buildings.md has the commands.
const BuildingCounts& measured_building_counts()
{
    static const BuildingCounts counts{BuildingCounts::Table{{
        {{{1795, 23}, {2133, 9}, {377, 5}, {657, 33}}}, // built up
        {{{29, 3}, {23, 7}, {52, 5}, {489, 9}}},        // taken away
    }}};
    return counts;
}

} // namespace didban
