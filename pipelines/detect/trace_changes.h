#pragma once
#include "didban/objects/object_sieve.h"
#include "pipelines/detect/map_cells.h"

namespace didban::detect {

/// Connected pixels of at least `minimum_pixels` whose value in `band` of a written raster is `threshold` or more, in
/// the order of their first pixels. `planes` names further bands whose sums are wanted per component; `band` is
/// plane 0.
[[nodiscard]] std::vector<Component> trace_changes(const RasterSource& raster, int band, double threshold,
                                                   std::int64_t minimum_pixels, const std::vector<int>& planes,
                                                   const RunOptions& run);

/// The objects of a map of probabilities in the order of their first pixels, and the pixels of 0.5 and more that belong
/// to none, by row and column.
struct SievedObjects {
    std::vector<Component> objects;
    std::vector<PixelRun> faint;
};
/// As trace_changes(), with a demand beyond the number of pixels.
[[nodiscard]] SievedObjects sieve_changes(const RasterSource& raster, int band, const ObjectDemand& demand,
                                          const std::vector<int>& planes, const RunOptions& run);

/// Measures a component on the ground and gives it an outline in the grid's CRS: regularised where that fits.
class FootprintMaker {
public:
    FootprintMaker(const RasterInfo& grid, double gsd, double residual_px);
    /// Fills outline, traced, regularised, area_m2 and area_sigma_m2.
    void fill(const MultiPolygon& pixel_outline, ChangeObject& object) const;

private:
    GeoTransform transform_;
    Crs crs_;
    double gsd_, residual_px_;
    std::shared_ptr<GeodesicArea> geodesic_; ///< null without a known CRS
};

} // namespace didban::detect
