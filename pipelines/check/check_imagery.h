#pragma once
#include "pipelines/city/problem_tally.h"

#include <optional>
#include <vector>

namespace didban {

/// Where one scene lies, as far as it can be told.
struct SceneExtent {
    const Scene* scene{};
    std::optional<Box> box; ///< of its corners and edges in the working CRS
};

/// Opens every scene and its mask and counts what is wrong with them.
[[nodiscard]] std::vector<SceneExtent> check_imagery(const DataAccess& data, const City& city, const Crs& working,
                                                     ProblemTally& tally);

/// Counts scenes that miss the parcels, wholly or in part.
void check_cover(const std::vector<SceneExtent>& scenes, const std::vector<Parcel>& parcels, ProblemTally& tally);

} // namespace didban
