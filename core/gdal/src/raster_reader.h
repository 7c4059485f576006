#pragma once
#include "dataset_handle.h"
#include "didban/ports/raster_source.h"

#include <vector>

namespace didban::gdal {

/// Number of the band that marks transparent pixels, or 0. The last band of some products is near-infrared but called
/// alpha: it counts as alpha only when most of its sampled pixels are fully opaque or fully transparent, and it has no
/// description of its own.
[[nodiscard]] int alpha_band(GDALDataset& dataset);

class GdalRasterReader final : public RasterReader {
public:
    /// `alpha`: the band that marks missing pixels, 0 = none.
    GdalRasterReader(const RasterInfo& info, int alpha, DatasetHandle dataset);
    void read(int band, const PixelWindow& window, std::span<float> out) override;

private:
    void read_inside(int band, const PixelWindow& window, std::span<float> out);
    void apply_mask(GDALRasterBand& band, const PixelWindow& window, std::span<float> out);

    RasterInfo info_;
    int alpha_;
    DatasetHandle dataset_;
    std::vector<float> part_;
    std::vector<double> wide_;
    std::vector<unsigned char> mask_;
};

} // namespace didban::gdal
