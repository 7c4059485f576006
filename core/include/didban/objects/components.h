#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/geo_transform.h"
#include "didban/grid/pixel_window.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace didban {

/// What the pixels of a component hold in one plane of values; NaN pixels do not count.
struct PlaneTally {
    double sum{};
    std::int64_t count{};
    [[nodiscard]] double mean() const; ///< NaN when nothing counts
};

/// Pixels col0 … col1-1 of one row.
struct PixelRun {
    std::int32_t row{}, col0{}, col1{};
};

/// An 8-connected set of pixels.
struct Component {
    std::int64_t number{};                 ///< from 1 in the order of first pixels; 0 as long as not all are known
    std::int64_t first_col{}, first_row{}; ///< first pixel in row order
    std::int64_t pixels{};
    PixelWindow box;
    std::vector<PlaneTally> planes; ///< one per plane of values handed in
    /// Along pixel edges, in pixel coordinates (column, row; y downwards), rings without repeated corners. Pieces that
    /// touch at a corner alone are parts of their own; the polygon is valid by OGC rules.
    MultiPolygon outline;
    std::vector<PixelRun> runs{}; ///< its pixels by row and column; filled only where the tracer was asked for them
};

/// Finds the connected components of a mask that arrives row by row, by runs of pixels (one pass, union-find over two
/// rows). Memory grows with the runs of the components that are still open, not with the raster. The result is a
/// function of the mask alone.
class ComponentTracer {
public:
    /// `sink` gets each component of at least `minimum_pixels` when its last row is over (so not in the order of first
    /// pixels).
    ComponentTracer(std::int64_t width, std::size_t planes, std::function<void(Component&&)> sink,
                    std::int64_t minimum_pixels = 1, bool with_runs = false);
    ~ComponentTracer();
    ComponentTracer(const ComponentTracer&) = delete;
    ComponentTracer& operator=(const ComponentTracer&) = delete;
    /// The next row from the north: `mask` is non-zero inside components; `values` has one row per plane. All of the
    /// width given.
    void add_row(std::span<const std::uint8_t> mask, std::span<const std::span<const float>> values = {});
    /// After the last row.
    void finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// All components of a mask in memory, in the order of first pixels and numbered.
[[nodiscard]] std::vector<Component> components(std::span<const std::uint8_t> mask, std::int64_t width,
                                                std::int64_t height, std::int64_t minimum_pixels = 1,
                                                bool with_runs = false);
/// Sorts by first pixel and numbers from 1.
void number_components(std::vector<Component>& all);

/// A pixel outline in CRS coordinates; orientation normalised, whatever the transform's handedness.
[[nodiscard]] MultiPolygon to_crs(const MultiPolygon& pixel_outline, const GeoTransform& transform);

} // namespace didban
