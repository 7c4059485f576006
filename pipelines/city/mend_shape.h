#pragma once
#include "didban/geo/crs.h"
#include "didban/ports/feature_source.h"

#include <string>

namespace didban {

/// What was wrong with a stored shape.
struct ShapeFlaws {
    bool missing{false};
    bool line{false}; ///< lines instead of polygons
    bool point{false};
    bool unclosed{false};
    bool invalid{false};    ///< repaired
    bool degenerate{false}; ///< no area, or coordinates that are no numbers or cannot be transformed
    bool partial{false};    ///< something was left of it, but a part had coordinates that are no places
    std::string reason;     ///< of `invalid`
};

struct MendedShape {
    MultiPolygon shape; ///< valid, in the target CRS, rings in normal order; empty when nothing could be made of it
    ShapeFlaws flaws;
};

/// Why a shape came out empty: "it has no geometry", "it is a point", …
[[nodiscard]] std::string why_empty(const ShapeFlaws& flaws);

/// Polygons of a feature brought to another CRS and made valid. Closed lines count as polygons. Thread-safe with one
/// Transform per thread.
[[nodiscard]] MendedShape mend_shape(FeatureGeometry stored, const Transform& to_working);

[[nodiscard]] Box stored_bounds(const FeatureGeometry& stored);

} // namespace didban
