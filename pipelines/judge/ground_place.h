#pragma once
#include "pipelines/judge/judge_objects.h"

#include <cstdint>
#include <vector>

namespace didban {

/// Where the images show an object beside the ground that it stands on.
struct ObjectPlace {
    GroundOffset seen; ///< beside the ground as the cadastre draws it
    Point cadastre;    ///< the part of that by which the cadastre itself lies off, the lean of the view left aside
};

/// Where the images show an object, by its number in the input, relative to the ground that it stands on as the
/// cadastre draws it: the offset of the block that it lies in, and for buildings the lean of the view. `near` are the
/// parcels around it. Without measured offsets the object stands where it is seen, and sigma is the cadastre's
/// accuracy.
[[nodiscard]] ObjectPlace ground_place(const JudgeInput& input, std::size_t object,
                                       const std::vector<std::uint32_t>& near);

} // namespace didban
