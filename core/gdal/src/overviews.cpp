#include "overviews.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace didban::gdal {

namespace {

constexpr int edge = 1024; ///< pixels of an overview that are made at once

/// How four pixels become one.
struct Halving {
    bool mean{};     ///< else the first
    float missing{}; ///< value of pixels that take no part, besides NaN

    /// Of those that there are: `count` in a row, the row below perhaps not.
    [[nodiscard]] float operator()(const float* above, const float* below, int count) const
    {
        if (!mean)
            return *above;
        float sum = 0, seen = 0;
        for (const float* row : {above, below})
            if (row != nullptr)
                for (int k = 0; k < count; ++k)
                    if (!std::isnan(row[k]) && row[k] != missing) {
                        sum += row[k];
                        ++seen;
                    }
        return seen > 0 ? sum / seen : missing;
    }
};

Halving halving_of(GDALRasterBand& band)
{
    const GDALDataType type = band.GetRasterDataType();
    int given = 0;
    const double nodata = band.GetNoDataValue(&given);
    return {type == GDT_Float32 || type == GDT_Float64,
            given != 0 ? static_cast<float>(nodata) : std::numeric_limits<float>::quiet_NaN()};
}

bool fill(GDALRasterBand& from, GDALRasterBand& to, const Halving& halved)
{
    std::vector<float> fine, coarse;
    for (int y = 0; y < to.GetYSize(); y += edge)
        for (int x = 0; x < to.GetXSize(); x += edge) {
            const int width = std::min(edge, to.GetXSize() - x), height = std::min(edge, to.GetYSize() - y);
            const int columns = std::min(2 * width, from.GetXSize() - 2 * x),
                      rows = std::min(2 * height, from.GetYSize() - 2 * y);
            fine.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
            coarse.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
            if (from.RasterIO(GF_Read, 2 * x, 2 * y, columns, rows, fine.data(), columns, rows, GDT_Float32, 0, 0,
                              nullptr) != CE_None)
                return false;
            for (int row = 0; row < height; ++row)
                for (int col = 0; col < width; ++col) {
                    const float* above = fine.data() + static_cast<std::ptrdiff_t>(2 * row) * columns + 2 * col;
                    coarse[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                           static_cast<std::size_t>(col)] =
                        halved(above, 2 * row + 1 < rows ? above + columns : nullptr, std::min(2, columns - 2 * col));
                }
            if (to.RasterIO(GF_Write, x, y, width, height, coarse.data(), width, height, GDT_Float32, 0, 0, nullptr) !=
                CE_None)
                return false;
        }
    return true;
}

} // namespace

Overviews::Overviews(GDALDataset& of, const std::string& path, int block) : file_(path + ".ovr")
{
    VSIUnlink(file_.c_str());
    std::vector<int> factors;
    for (int factor = 2; std::max(of.GetRasterXSize(), of.GetRasterYSize()) > block * factor / 2; factor *= 2)
        factors.push_back(factor);
    if (factors.empty() || of.BuildOverviews("NONE", static_cast<int>(factors.size()), factors.data(), 0, nullptr,
                                             nullptr, nullptr) != CE_None)
        return;
    for (int b = 1; b <= of.GetRasterCount(); ++b) {
        GDALRasterBand* finer = of.GetRasterBand(b);
        const Halving halved = halving_of(*finer);
        for (int k = 0; k < static_cast<int>(factors.size()); ++k) {
            GDALRasterBand* coarser = of.GetRasterBand(b)->GetOverview(k);
            if (coarser == nullptr || !fill(*finer, *coarser, halved))
                return;
            finer = coarser;
        }
    }
}

Overviews::~Overviews()
{
    VSIUnlink(file_.c_str());
}

} // namespace didban::gdal
