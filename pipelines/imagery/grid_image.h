#pragma once
#include "didban/align/displacement.h"
#include "didban/grid/raster.h"
#include "pipelines/imagery/open_scene.h"
#include "pipelines/run/pool.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace didban {

/// Pixels of a window of the working grid.
struct GridPixels {
    std::vector<Raster<float>> bands; ///< as asked for; NaN beyond the image and where a band has no data
    Raster<std::uint8_t> unseen;      ///< 1 where any of these bands has none, or the mask says so
};

/// An image on the working grid: a file that lies on it, or a scene that is warped onto it as it is read. Thread-safe.
class GridImage {
public:
    /// A file on the grid, its mask with it. Throws Error{Configuration} or Error{IncompatibleInput} naming the mask
    /// when it does not fit.
    GridImage(const DataAccess& data, const SceneFiles& files);
    /// The scene, which must outlive it, seen through the displacement, resampled once from the original.
    GridImage(const OpenScene& scene, const WorkingGrid& grid, const Displacement& displacement);
    ~GridImage();

    /// Of the file; where it is warped, of what the scene becomes.
    [[nodiscard]] const RasterInfo& info() const { return info_; }
    /// The given bands (numbers from 1). Warped: the result for a pixel depends on the window it is asked in by less
    /// than a fiftieth of a source pixel of place; callers that must not depend on tiling ask for whole lattice cells.
    [[nodiscard]] GridPixels read(const std::vector<int>& bands, const PixelWindow& window) const;
    /// The sum of the bands, for matching; NaN where one is missing.
    [[nodiscard]] Raster<float> gray(const std::vector<int>& bands, const PixelWindow& window) const;

    /// Reads for one thread at a time.
    class Reader {
    public:
        virtual ~Reader() = default;
        [[nodiscard]] virtual GridPixels read(const std::vector<int>& bands, const PixelWindow& window) = 0;
    };

private:
    RasterInfo info_;
    std::unique_ptr<Pool<Reader>> readers_;
};

} // namespace didban
