#pragma once
#include "didban/align/displacement.h"
#include "didban/align/working_grid.h"

#include <vector>

namespace didban {

/// From pixel coordinates of one grid to those of another: through both geotransforms, which may be rotated, and the
/// best PROJ operation between the CRSs. Two grids without CRS share one. One per thread.
class PixelMap {
public:
    /// Throws Error{IncompatibleInput} when PROJ knows no way between the CRSs.
    PixelMap(const WorkingGrid& from, const WorkingGrid& to);
    /// NaN where the point cannot be transformed.
    [[nodiscard]] Point operator()(double col, double row) const;
    /// Source pixels per destination pixel along columns and rows (lengths of the Jacobian's rows) around a point.
    [[nodiscard]] Point scale_at(double col, double row) const;

private:
    GeoTransform from_, to_;
    Transform crs_;
};

/// Where the centres of a window's pixels lie in the source raster, row by row: source pixel coordinates less (x0, y0);
/// 0.5 is a pixel's centre. NaN = nowhere.
struct SourceCoordinates {
    PixelWindow window; ///< of the destination grid
    std::int64_t x0{}, y0{};
    std::vector<float> x, y;
    [[nodiscard]] PixelWindow source_window(
        std::int64_t margin) const; ///< that all coordinates and `margin` pixels around lie in; empty when all are NaN
};

/// Coordinates for one window: exact at nodes 64 pixels apart and bilinear between; nodes move together until the error
/// half-way between them is below a fiftieth of a source pixel (or of the source pixels that make one destination
/// pixel, when those are several). The displacement is applied before the map, so an image is resampled once. The
/// result depends on the window alone.
[[nodiscard]] SourceCoordinates source_coordinates(const PixelMap& map, const Displacement& displacement,
                                                   const PixelWindow& window);

} // namespace didban
