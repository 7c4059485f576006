#pragma once
#include "pipelines/judge/judge_objects.h"

#include <optional>
#include <vector>

namespace didban {

/// One change object's share of one parcel, or of the ground outside all of them.
struct Part {
    std::size_t object{};
    std::optional<std::size_t> parcel;
    ObservedChange change;
    double cadastre_sigma_m{}; ///< of the parcel's boundary relative to the images
    Point cadastre_beside{};   ///< metres east and north: the true ground lies this far beside the one in `change`
};

struct Parts {
    std::vector<Part> parts; ///< by object, then parcel; the part outside every parcel last
    std::vector<std::size_t>
        slivers; ///< the parcel of each part that was left out as an effect of the boundary's error
};

/// Lays every object back on the ground and cuts it by the parcels it meets there.
[[nodiscard]] Parts cut_by_parcels(const JudgeInput& input, const RunOptions& run);

} // namespace didban
