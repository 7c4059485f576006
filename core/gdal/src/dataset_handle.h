#pragma once
#include <gdal_priv.h>

#include <memory>

namespace didban::gdal {

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const noexcept { GDALClose(dataset); }
};
/// Owns a dataset, raster or vector. Closing can fail without a word: where it matters, close with an ErrorScope around
/// it.
using DatasetHandle = std::unique_ptr<GDALDataset, DatasetCloser>;

} // namespace didban::gdal
