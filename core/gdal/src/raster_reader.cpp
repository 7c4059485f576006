#include "raster_reader.h"

#include "didban/base/error.h"
#include "error_scope.h"
#include "raster_types.h"

#include <cpl_string.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace didban::gdal {

namespace {

template <class V>
constexpr V missing = std::numeric_limits<V>::quiet_NaN();

/// Which stored values mean "no data".
template <class Raw>
class Nodata {
public:
    Nodata(GDALRasterBand& band, bool asked)
    {
        if (!asked)
            return;
        int given = 0;
        if (band.GetRasterDataType() == GDT_Int64) {
            const auto value = static_cast<long double>(band.GetNoDataValueAsInt64(&given));
            declare(value, given);
        } else if (band.GetRasterDataType() == GDT_UInt64) {
            const auto value = static_cast<long double>(band.GetNoDataValueAsUInt64(&given));
            declare(value, given);
        } else {
            const double value = band.GetNoDataValue(&given);
            declare_number(band, value, given);
        }
    }
    [[nodiscard]] bool operator()(Raw v) const { return declared_ && v >= lowest_ && v <= highest_; }

private:
    void declare(long double value, int given)
    {
        declared_ = given != 0;
        lowest_ = highest_ = static_cast<Raw>(value);
    }
    void declare_number(GDALRasterBand& band, double value, int given)
    {
        if (given == 0 || std::isnan(value)) // pixels that are no number are missing anyway
            return;
        const bool single = band.GetRasterDataType() == GDT_Float32;
        constexpr double largest = std::numeric_limits<float>::max();
        value = std::clamp(value, -huge, huge); // text that was rounded beyond the largest number reads as infinite
        if (single)                             // as the pixels hold it: 0.1 is not a float
            value = static_cast<double>(static_cast<float>(std::clamp(value, -largest, largest)));
        declare(static_cast<long double>(value), given);
        // Text files round the lowest float; anything within one part in a million of a huge no-data value is it.
        if (std::abs(value) > 1e30) {
            lowest_ = static_cast<Raw>(std::max(value - std::abs(value) * 1e-6, single ? -largest : -huge));
            highest_ = static_cast<Raw>(std::min(value + std::abs(value) * 1e-6, single ? largest : huge));
        }
    }

    static constexpr double huge = std::numeric_limits<double>::max();
    bool declared_{false};
    Raw lowest_{}, highest_{};
};

/// What raw values say.
struct Meaning {
    Scaling scaling;
    bool nodata{true}; ///< false: the no-data value is a number like the others
};

/// Raw values to physical ones: no-data and everything not finite to NaN, then scale and offset.
template <class Raw, class Value>
void calibrate(std::span<const Raw> raw, GDALRasterBand& band, const Meaning& meaning, std::span<Value> out)
{
    using Wide = std::common_type_t<Value, double>;
    const Nodata<Raw> nodata(band, meaning.nodata);
    const auto scale = static_cast<Wide>(meaning.scaling.scale), offset = static_cast<Wide>(meaning.scaling.offset);
    const bool identity = meaning.scaling.identity();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const Raw v = raw[i];
        if constexpr (std::is_floating_point_v<Raw>) {
            if (!std::isfinite(v)) {
                out[i] = missing<Value>;
                continue;
            }
        }
        if (nodata(v))
            out[i] = missing<Value>;
        else
            out[i] = identity ? static_cast<Value>(v) : static_cast<Value>(static_cast<Wide>(v) * scale + offset);
    }
}

/// Fills `out` with the window's raw values as `Raw` and calibrates them; false when GDAL cannot read them.
template <class Raw, class Value>
bool read_through(GDALRasterBand& band, const PixelWindow& w, GDALDataType raw_type, const Meaning& meaning,
                  std::vector<std::byte>& buffer, std::span<Value> out)
{
    const int width = static_cast<int>(w.width), height = static_cast<int>(w.height);
    Raw* raw = nullptr;
    if constexpr (std::is_same_v<Raw, Value>) {
        raw = out.data();
    } else {
        buffer.resize(out.size() * sizeof(Raw));
        raw = reinterpret_cast<Raw*>(buffer.data());
    }
    if (band.RasterIO(GF_Read, static_cast<int>(w.x0), static_cast<int>(w.y0), width, height, raw, width, height,
                      raw_type, 0, 0, nullptr) != CE_None)
        return false;
    if (is_signed_byte(band))
        std::for_each(raw, raw + out.size(), [](Raw& v) { v = v > 127 ? v - 256 : v; });
    calibrate<Raw, Value>({raw, out.size()}, band, meaning, out);
    return true;
}

/// Whether a float holds every value of the type.
bool fits_float(GDALDataType type)
{
    return type == GDT_Byte || type == GDT_UInt16 || type == GDT_Int16 || type == GDT_Float32;
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

GdalRasterReader::GdalRasterReader(const RasterInfo& info, int alpha, std::vector<Scaling> scaling,
                                   DatasetHandle dataset)
    : info_(info), alpha_(alpha), scaling_(std::move(scaling)), dataset_(std::move(dataset))
{
}

Precision GdalRasterReader::precision() const
{
    Precision most = scaling_.empty() ? Precision::Single : Precision::Double;
    for (int b = 1; b <= info_.bands; ++b) {
        const GDALDataType type = dataset_->GetRasterBand(b)->GetRasterDataType();
        if ((type == GDT_Int64 || type == GDT_UInt64) && scaling_.empty())
            most = std::max(most, type == GDT_Int64 ? Precision::Int64 : Precision::UInt64);
        else if (!fits_float(type))
            most = std::max(most, Precision::Double);
    }
    return most;
}

void GdalRasterReader::read(int band, const PixelWindow& window, std::span<float> out)
{
    read_window(band, window, Values::Physical, out);
}

void GdalRasterReader::read_fine(int band, const PixelWindow& window, std::span<double> out)
{
    read_window(band, window, Values::Physical, out);
}

void GdalRasterReader::read_whole(int band, const PixelWindow& window, std::span<long double> out)
{
    read_window(band, window, Values::Physical, out);
}

void GdalRasterReader::read_stored(int band, const PixelWindow& window, std::span<float> out)
{
    read_window(band, window, Values::Stored, out);
}

template <class Value>
void GdalRasterReader::read_window(int band, const PixelWindow& window, Values values, std::span<Value> out)
{
    if (band < 1 || band > info_.bands)
        throw Error(ErrorKind::Internal, info_.name + " has no band " + std::to_string(band));
    if (out.size() != window.pixels())
        throw Error(ErrorKind::Internal, "RasterReader::read: the buffer does not fit the window");
    if (window.empty())
        return;
    const PixelWindow inside = window.cut_to(info_.extent());
    if (inside == window)
        return read_inside(band, window, values, out);
    std::fill(out.begin(), out.end(), missing<Value>);
    if (inside.empty())
        return;
    std::vector<Value> part(inside.pixels());
    read_inside(band, inside, values, std::span<Value>(part));
    for (std::int64_t r = 0; r < inside.height; ++r)
        std::copy_n(part.begin() + r * inside.width, inside.width,
                    out.begin() + (inside.y0 - window.y0 + r) * window.width + (inside.x0 - window.x0));
}

template <class Value>
void GdalRasterReader::read_inside(int band, const PixelWindow& window, Values values, std::span<Value> out)
{
    const ErrorScope errors;
    GDALRasterBand& source = *dataset_->GetRasterBand(band);
    const bool stored = values == Values::Stored;
    const Scaling scaling = stored || scaling_.empty() ? Scaling{} : scaling_[static_cast<std::size_t>(band - 1)];
    const Meaning meaning{scaling, !stored};
    const GDALDataType type = source.GetRasterDataType();
    bool done = false;
    if (std::is_same_v<Value, long double> && type == GDT_Int64)
        done = read_through<std::int64_t>(source, window, GDT_Int64, meaning, raw_, out);
    else if (std::is_same_v<Value, long double> && type == GDT_UInt64)
        done = read_through<std::uint64_t>(source, window, GDT_UInt64, meaning, raw_, out);
    else if (std::is_same_v<Value, float> && fits_float(type))
        done = read_through<float>(source, window, GDT_Float32, meaning, raw_, out);
    else
        done = read_through<double>(source, window, GDT_Float64, meaning, raw_, out);
    if (!done)
        errors.throw_if_out_of_memory();
    if (!done)
        throw Error(ErrorKind::UnreadableInput, info_.name + ": band " + std::to_string(band) +
                                                    " cannot be read around column " + std::to_string(window.x0) +
                                                    ", row " + std::to_string(window.y0) + " (" + errors.message() +
                                                    "); the file is damaged or cut short, copy or download it again");
    for (const unsigned char& seen : mask_of(source, window))
        if (seen == 0)
            out[static_cast<std::size_t>(&seen - mask_.data())] = missing<Value>;
}

const std::vector<unsigned char>& GdalRasterReader::mask_of(GDALRasterBand& band, const PixelWindow& window)
{
    GDALRasterBand* mask = nullptr;
    if (alpha_ > 0)
        mask = dataset_->GetRasterBand(alpha_);
    else if (const int flags = band.GetMaskFlags(); (flags & (GMF_ALL_VALID | GMF_NODATA | GMF_ALPHA)) == 0)
        mask = band.GetMaskBand();
    mask_.resize(mask == nullptr ? 0 : window.pixels());
    const int width = static_cast<int>(window.width), height = static_cast<int>(window.height);
    if (mask != nullptr && mask->RasterIO(GF_Read, static_cast<int>(window.x0), static_cast<int>(window.y0), width,
                                          height, mask_.data(), width, height, GDT_Byte, 0, 0, nullptr) != CE_None)
        throw Error(ErrorKind::UnreadableInput,
                    info_.name + ": its mask of missing pixels cannot be read; copy or download it again");
    return mask_;
}

} // namespace didban::gdal
