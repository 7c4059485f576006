#pragma once
#include "didban/grid/geo_transform.h"
#include "didban/grid/raster.h"
#include "didban/objects/change_object.h"

#include <cstdint>

namespace didban::detect {

/// What an object's pixels were traced as; where the trace was not kept, its outline.
[[nodiscard]] const MultiPolygon& traced_shape(const ChangeObject& object);

/// The smallest window that holds the shape. May reach beyond the scene.
[[nodiscard]] PixelWindow window_of(const MultiPolygon& shape, const GeoTransform& transform);

/// 1 where a pixel's centre lies in the shape.
[[nodiscard]] Raster<std::uint8_t> pixels_inside(const MultiPolygon& shape, const GeoTransform& transform,
                                                 const PixelWindow& window);

} // namespace didban::detect
