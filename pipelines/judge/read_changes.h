#pragma once
#include "didban/geo/crs.h"
#include "didban/land/match_validity.h"
#include "didban/objects/change_object.h"
#include "didban/ports/data_access.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Change objects of another system, in the working CRS, each with its period.
struct ReadChanges {
    std::vector<ChangeObject> objects;
    std::vector<Period> periods;
    std::vector<std::string> warnings;
};

/// Reads changes.geojson or any vector table: polygons with `change` (new, extended, demolished, heightened,
/// groundwork; left out: new) and, as far as known, number, stage, probability (left out: 0.9), area_sigma_m2,
/// height_m, height_sigma_m, not_before, not_after. Areas are measured anew. `period` stands in for features without
/// dates; Error{Usage} when neither is there. Throws Error{UnreadableInput} naming the feature that is wrong.
[[nodiscard]] ReadChanges read_changes(const DataAccess& data, const std::string& path, const Crs& crs,
                                       const std::optional<Period>& period, double position_sigma_m);

} // namespace didban
