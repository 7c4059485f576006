#pragma once
#include "didban/ports/data_access.h"
#include "pipelines/imagery/scene_files.h"

#include <string>
#include <vector>

namespace didban {

/// Whether neither the caller nor the file says what every band of a scene is, so that some have the names of their
/// place in most products. Throws Error{UnreadableInput}.
[[nodiscard]] bool order_assumed(const DataAccess& data, const SceneFiles& scene);

/// What speaks against the names that were assumed; "" where nothing does.
struct OrderDoubts {
    std::string between_dates; ///< the dates agree clearly better in another order
    std::string infrared;      ///< the band called "nir" goes with the colours while another stands apart
};

/// From pixels of the same places at two dates. `names`: of the bands in common; `before` and `after`: a row of finite
/// values each.
[[nodiscard]] OrderDoubts order_doubts(const std::vector<std::string>& names,
                                       const std::vector<std::vector<float>>& before,
                                       const std::vector<std::vector<float>>& after);

} // namespace didban
