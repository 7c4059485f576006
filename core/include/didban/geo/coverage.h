#pragma once
#include "didban/geo/polygon.h"
#include "didban/grid/geo_transform.h"
#include "didban/grid/pixel_window.h"

#include <cstdint>
#include <span>
#include <vector>

namespace didban {

/// A shape in pixel coordinates (column, row), outer rings counter-clockwise as numbers (not as seen), holes the other
/// way, so that signed areas add up. Exact for rotated and sheared transforms, because affine maps keep ratios of
/// areas.
[[nodiscard]] MultiPolygon to_pixels(MultiPolygon shape, const GeoTransform& transform);

/// Exact shares of pixels that lie inside a polygon: each edge adds the signed area to its east in every pixel row it
/// crosses, and a sum along the row gives the shares (the accumulation of anti-aliasing font rasterisers, e.g. Levien
/// 2016, here in double precision). Cost: edges × rows crossed + pixels of the bounding box. Keeps its buffer: make one
/// per thread and reuse it.
class PixelCoverage {
public:
    /// Shares for the part of `pixel_shape` (from to_pixels) inside `window`. False when the shape is not a valid
    /// polygon (parts overlap or a ring crosses itself), found by a share outside [0, 1]; then repair the shape and
    /// call again.
    bool cover(const MultiPolygon& pixel_shape, const PixelWindow& window);
    /// Pixels that shares() covers: the shape's bounding box cut to the window; empty when they do not meet.
    [[nodiscard]] const PixelWindow& window() const { return window_; }
    /// Row `row` (scene coordinates, within window()): one share 0 … 1 per column of window().
    [[nodiscard]] std::span<const double> row(std::int64_t row) const
    {
        return {cells_.data() + static_cast<std::size_t>(row - window_.y0) * stride_,
                static_cast<std::size_t>(window_.width)};
    }

private:
    void add_edge(Point a, Point b);
    void add_in_row(double* row, double x0, double x1, double dy) const;

    PixelWindow window_{};
    std::size_t stride_{};
    std::vector<double> cells_;
};

/// Pixels of one row that share one coverage.
struct CoverageSpan {
    std::int64_t row{}, col0{}, col1{}; ///< columns col0 … col1-1
    double share{};                     ///< of each pixel's area, above 0 and at most 1
};

/// Coverage of a polygon in the transform's CRS as spans in row order; whole pixels come in long spans. Invalid shapes
/// are repaired.
[[nodiscard]] std::vector<CoverageSpan> coverage(const MultiPolygon& shape, const GeoTransform& transform,
                                                 const PixelWindow& window);

} // namespace didban
