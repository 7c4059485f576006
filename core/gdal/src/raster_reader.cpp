#include "raster_reader.h"

#include "didban/base/error.h"
#include "error_scope.h"
#include "raster_types.h"

#include <cpl_string.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace didban::gdal {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// Types whose values a float cannot hold exactly go through double, so that no-data is compared before rounding.
bool needs_double(GDALDataType type)
{
    return type == GDT_Float64 || type == GDT_Int32 || type == GDT_UInt32 || type == GDT_Int64 || type == GDT_UInt64;
}

/// Raw values to calibrated ones: no-data and everything not finite to NaN, then scale and offset.
template <class Raw>
void calibrate(std::span<const Raw> raw, GDALRasterBand& band, std::span<float> out)
{
    int has_nodata = 0, has_scale = 0, has_offset = 0;
    const double nodata = band.GetNoDataValue(&has_nodata);
    double scale = band.GetScale(&has_scale), offset = band.GetOffset(&has_offset);
    if (has_scale == 0 || scale == 0)
        scale = 1;
    if (has_offset == 0)
        offset = 0;
    // Text files round the lowest float; anything within one part in a million of a huge no-data value is that value.
    const double slack = has_nodata != 0 && std::abs(nodata) > 1e30 ? std::abs(nodata) * 1e-6 : 0;
    const bool identity = scale == 1 && offset == 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const double v = static_cast<double>(raw[i]);
        if (!std::isfinite(v) || (has_nodata != 0 && std::abs(v - nodata) <= slack))
            out[i] = missing;
        else
            out[i] = identity ? static_cast<float>(v) : static_cast<float>(v * scale + offset);
    }
}

} // namespace

int alpha_band(GDALDataset& dataset)
{
    const int last = dataset.GetRasterCount();
    GDALRasterBand& band = *dataset.GetRasterBand(last);
    if (last < 2 || band.GetColorInterpretation() != GCI_AlphaBand)
        return 0;
    if (const std::string text = band.GetDescription(); !text.empty() && !EQUAL(text.c_str(), "alpha"))
        return 0;
    const double opaque = band.GetRasterDataType() == GDT_Byte ? 255 : 65535;
    const int width = dataset.GetRasterXSize(), height = dataset.GetRasterYSize();
    const int edge_x = std::min(64, width), edge_y = std::min(64, height);
    std::vector<double> sample(static_cast<std::size_t>(edge_x) * static_cast<std::size_t>(edge_y));
    std::size_t binary = 0, all = 0;
    for (int i = 0; i < 9; ++i) {
        const int x = (width - edge_x) * (i % 3) / 2, y = (height - edge_y) * (i / 3) / 2;
        if (band.RasterIO(GF_Read, x, y, edge_x, edge_y, sample.data(), edge_x, edge_y, GDT_Float64, 0, 0, nullptr) !=
            CE_None)
            return last;
        binary += static_cast<std::size_t>(
            std::count_if(sample.begin(), sample.end(), [&](double v) { return v == 0 || v == opaque || v == 255; }));
        all += sample.size();
    }
    return 2 * binary >= all ? last : 0;
}

GdalRasterReader::GdalRasterReader(const RasterInfo& info, int alpha, DatasetHandle dataset)
    : info_(info), alpha_(alpha), dataset_(std::move(dataset))
{
}

void GdalRasterReader::read(int band, const PixelWindow& window, std::span<float> out)
{
    if (band < 1 || band > info_.bands)
        throw Error(ErrorKind::Internal, info_.name + " has no band " + std::to_string(band));
    if (out.size() != window.pixels())
        throw Error(ErrorKind::Internal, "RasterReader::read: the buffer does not fit the window");
    if (window.empty())
        return;
    const PixelWindow inside = window.cut_to(info_.extent());
    if (inside == window)
        return read_inside(band, window, out);
    std::fill(out.begin(), out.end(), missing);
    if (inside.empty())
        return;
    part_.resize(inside.pixels());
    read_inside(band, inside, part_);
    for (std::int64_t r = 0; r < inside.height; ++r)
        std::copy_n(part_.begin() + r * inside.width, inside.width,
                    out.begin() + (inside.y0 - window.y0 + r) * window.width + (inside.x0 - window.x0));
}

void GdalRasterReader::read_inside(int band, const PixelWindow& window, std::span<float> out)
{
    const ErrorScope errors;
    GDALRasterBand& source = *dataset_->GetRasterBand(band);
    const int x = static_cast<int>(window.x0), y = static_cast<int>(window.y0);
    const int width = static_cast<int>(window.width), height = static_cast<int>(window.height);
    const auto fail = [&] {
        throw Error(ErrorKind::UnreadableInput, info_.name + ": band " + std::to_string(band) +
                                                    " cannot be read around column " + std::to_string(x) + ", row " +
                                                    std::to_string(y) + " (" + errors.message() +
                                                    "); the file is damaged or cut short, copy or download it again");
    };
    if (needs_double(source.GetRasterDataType())) {
        wide_.resize(out.size());
        if (source.RasterIO(GF_Read, x, y, width, height, wide_.data(), width, height, GDT_Float64, 0, 0, nullptr) !=
            CE_None)
            fail();
        calibrate<double>(wide_, source, out);
    } else {
        if (source.RasterIO(GF_Read, x, y, width, height, out.data(), width, height, GDT_Float32, 0, 0, nullptr) !=
            CE_None)
            fail();
        if (is_signed_byte(source))
            std::for_each(out.begin(), out.end(), [](float& v) { v = v > 127 ? v - 256 : v; });
        calibrate<float>(out, source, out);
    }
    apply_mask(source, window, out);
}

void GdalRasterReader::apply_mask(GDALRasterBand& band, const PixelWindow& window, std::span<float> out)
{
    GDALRasterBand* mask = nullptr;
    if (alpha_ > 0)
        mask = dataset_->GetRasterBand(alpha_);
    else if (const int flags = band.GetMaskFlags(); (flags & (GMF_ALL_VALID | GMF_NODATA | GMF_ALPHA)) == 0)
        mask = band.GetMaskBand();
    if (mask == nullptr)
        return;
    mask_.resize(out.size());
    const int width = static_cast<int>(window.width), height = static_cast<int>(window.height);
    if (mask->RasterIO(GF_Read, static_cast<int>(window.x0), static_cast<int>(window.y0), width, height, mask_.data(),
                       width, height, GDT_Byte, 0, 0, nullptr) != CE_None)
        throw Error(ErrorKind::UnreadableInput,
                    info_.name + ": its mask of missing pixels cannot be read; copy or download it again");
    for (std::size_t i = 0; i < out.size(); ++i)
        if (mask_[i] == 0)
            out[i] = missing;
}

} // namespace didban::gdal
