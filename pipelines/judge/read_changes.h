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

/// What is taken of changes that do not say it themselves.
struct ChangeDefaults {
    std::optional<Period> period;   ///< empty: Error{Usage} for a change without dates
    std::optional<ChangeKind> kind; ///< empty: a change without `change` is refused
    double position_sigma_m{0.5};   ///< one sigma of the outlines
};

/// Reads changes.geojson or any vector table: polygons with `change` (new, extended, demolished, heightened,
/// groundwork) and, as far as known, number, stage, probability (left out: 0.9), area_sigma_m2,
/// height_m, height_sigma_m, not_before, not_after. Areas are measured anew. Throws Error{UnreadableInput} naming the
/// feature that is wrong, which a feature without an area is too: it would leave its parcel as unchanged.
[[nodiscard]] ReadChanges read_changes(const DataAccess& data, const std::string& path, const Crs& crs,
                                       const ChangeDefaults& defaults);

} // namespace didban
