#pragma once
#include "dataset_handle.h"
#include "didban/ports/fine_reader.h"

#include <cstddef>
#include <vector>

namespace didban::gdal {

/// Number of the band that marks transparent pixels, or 0. The last band of some products is near-infrared but called
/// alpha: it counts as alpha only when most of its sampled pixels are fully opaque or fully transparent, and it has no
/// description of its own.
[[nodiscard]] int alpha_band(GDALDataset& dataset);

class GdalRasterReader final : public FineReader {
public:
    /// `alpha`: the band that marks missing pixels, 0 = none. `scaling` as FineReader::scaling().
    GdalRasterReader(const RasterInfo& info, int alpha, std::vector<Scaling> scaling, DatasetHandle dataset);
    [[nodiscard]] Precision precision() const override;
    [[nodiscard]] const std::vector<Scaling>& scaling() const override { return scaling_; }
    void read(int band, const PixelWindow& window, std::span<float> out) override;
    void read_fine(int band, const PixelWindow& window, std::span<double> out) override;
    void read_whole(int band, const PixelWindow& window, std::span<long double> out) override;
    void read_stored(int band, const PixelWindow& window, std::span<float> out) override;

private:
    enum class Values { Physical, Stored };
    template <class Value>
    void read_window(int band, const PixelWindow& window, Values values, std::span<Value> out);
    template <class Value>
    void read_inside(int band, const PixelWindow& window, Values values, std::span<Value> out);
    /// 0 = missing; empty = nothing masks this band.
    const std::vector<unsigned char>& mask_of(GDALRasterBand& band, const PixelWindow& window);

    RasterInfo info_;
    int alpha_;
    std::vector<Scaling> scaling_;
    DatasetHandle dataset_;
    std::vector<std::byte> raw_;
    std::vector<unsigned char> mask_;
};

} // namespace didban::gdal
