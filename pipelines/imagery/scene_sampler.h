#pragma once
#include "didban/align/resample.h"
#include "pipelines/imagery/open_scene.h"

#include <optional>

namespace didban {

/// Gives a scene's pixels on another grid, resampled once from the original, masked pixels NaN. One per worker.
class SceneSampler {
public:
    SceneSampler(const OpenScene& scene, const WorkingGrid& onto);
    /// The given bands (numbers from 1) in a window of the grid, seen through the displacement. The result for a pixel
    /// depends on the window it is asked in by less than a fiftieth of a source pixel of place; callers that must not
    /// depend on tiling ask for whole lattice cells.
    [[nodiscard]] std::vector<Raster<float>> sample(const std::vector<int>& bands, const PixelWindow& window,
                                                    const Displacement& displacement);

private:
    void sample_part(const std::vector<int>& bands, const SourceCoordinates& at, std::vector<Raster<float>>& out);
    void apply_mask(const PixelWindow& window, const Displacement& displacement, std::vector<Raster<float>>& out);
    void apply_classes(RasterReader& reader, int band, const PixelMap& map, const Point& scale,
                       const PixelWindow& extent, bool classes, const PixelWindow& window,
                       const Displacement& displacement, std::vector<Raster<float>>& out);

    const OpenScene& scene_;
    PixelMap map_;
    Point scale_;
    std::unique_ptr<RasterReader> reader_, mask_reader_;
    std::optional<PixelMap> mask_map_;
    Point mask_scale_{1, 1};
};

} // namespace didban
