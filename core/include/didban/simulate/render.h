#pragma once
#include "didban/grid/geo_transform.h"
#include "didban/grid/raster.h"
#include "didban/simulate/scene_setup.h"

#include <cstdint>

namespace didban::simulate {

/// Where the images lie: pixel (0, 0) has its north-west corner at `west`, `north` of the city's local frame.
struct ImageGrid {
    std::int64_t width{}, height{};
    double west{}, north{}, gsd{};
};
[[nodiscard]] ImageGrid image_grid(const City& city);

/// One rendered window. Reflectance × 10000 with 0 reserved for "no data"; mask 1 = unusable.
struct RenderedTile {
    std::array<Raster<float>, band_count> bands;
    Raster<float> mask;
    Raster<float> surface; ///< metres above sea level, empty unless the city has a DSM
};

/// Renders any window of a scene alone; the pixels do not depend on how the scene is cut into windows. Thread-safe.
/// Memory grows with the window: about 500 bytes a pixel at 0.5 m.
[[nodiscard]] RenderedTile render(const City& city, const SceneSetup& scene, const ImageGrid& grid,
                                  const PixelWindow& window);

/// 1 where building or construction changed between the last two epochs, at true positions; a pixel counts when its
/// centre does.
[[nodiscard]] Raster<float> render_change(const City& city, const ImageGrid& grid, const PixelWindow& window);

/// Terrain height of the plain, metres above sea level.
[[nodiscard]] double terrain_height(const Point& p);

} // namespace didban::simulate
