#include "didban/change/index_detector.h"

#include "didban/base/error.h"
#include "didban/grid/raster.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace didban {

namespace {

int find_band(const std::vector<std::string>& bands, std::initializer_list<const char*> names)
{
    for (const char* name : names)
        if (const auto at = std::find(bands.begin(), bands.end(), name); at != bands.end())
            return static_cast<int>(at - bands.begin());
    return -1;
}

/// A difference of indices between two readings of the same ground that says nothing: reflectance rounded on storing,
/// and a few thousandths of sensor noise in either band.
constexpr double least_spread = 0.01;

double median_of(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double normalised_difference(double a, double b)
{
    return a + b > 0 ? (a - b) / (a + b) : std::nan("");
}

} // namespace

IndexDetector::IndexDetector(const std::vector<std::string>& bands, const PairSamples& sample, double level)
    : red_(find_band(bands, {"red", "b04", "b4"})), nir_(find_band(bands, {"nir", "b08", "b8", "b8a"})),
      swir_(find_band(bands, {"swir", "swir1", "swir16", "b11"})), ndvi_(find_band(bands, {"ndvi"})), level_(level)
{
    if (ndvi_ < 0 && (red_ < 0 || nir_ < 0))
        throw Error(ErrorKind::IncompatibleInput, "the index detector needs the bands red and nir, or ndvi, in both "
                                                  "images; name the bands, or use --detector irmad");
    std::vector<double> differences;
    for (std::size_t i = 0; i < sample.pixels(); ++i)
        if (const double d = built_up(sample.after, i) - built_up(sample.before, i); !std::isnan(d))
            differences.push_back(d);
    if (differences.empty())
        return;
    median_ = median_of(differences);
    for (double& d : differences)
        d = std::abs(d - median_);
    spread_ = std::max(least_spread, 1.4826 * median_of(differences));
}

template <class Bands>
double IndexDetector::built_up(const Bands& bands, std::size_t pixel) const
{
    const auto at = [&](int band) { return static_cast<double>(bands[static_cast<std::size_t>(band)].data()[pixel]); };
    const double ndvi = ndvi_ >= 0 ? at(ndvi_) : normalised_difference(at(nir_), at(red_));
    return (swir_ >= 0 && nir_ >= 0 ? normalised_difference(at(swir_), at(nir_)) : 0) - ndvi;
}

CellChange IndexDetector::detect(const PairCell& cell) const
{
    CellChange out{Raster<float>(cell.core, missing_pixel), Raster<float>(cell.core, missing_pixel), {}};
    const PixelWindow& w = cell.before.front().window();
    for (std::int64_t row = 0; row < cell.core.height; ++row)
        for (std::int64_t col = 0; col < cell.core.width; ++col) {
            const auto i = static_cast<std::size_t>((cell.core.y0 - w.y0 + row) * w.width + cell.core.x0 - w.x0 + col);
            const double z = (built_up(cell.after, i) - built_up(cell.before, i) - median_) / spread_;
            if (std::isnan(z))
                continue;
            const double p = std::erfc(std::abs(z) / std::sqrt(2.0));
            out.change.at(col, row) = static_cast<float>(level_ / (level_ + p));
            out.appeared.at(col, row) = z > 0 ? 1.0F : 0.0F;
        }
    return out;
}

} // namespace didban
