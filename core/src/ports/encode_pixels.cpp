#include "didban/ports/encode_pixels.h"

#include "didban/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace didban {

namespace {

struct Limits {
    double lowest, highest;
};

template <class T>
constexpr Limits limits_of()
{
    return {static_cast<double>(std::numeric_limits<T>::lowest()), static_cast<double>(std::numeric_limits<T>::max())};
}

std::optional<Limits> integer_limits(PixelType type)
{
    switch (type) {
    case PixelType::Byte:
        return limits_of<std::uint8_t>();
    case PixelType::UInt16:
        return limits_of<std::uint16_t>();
    case PixelType::Int16:
        return limits_of<std::int16_t>();
    case PixelType::UInt32:
        return limits_of<std::uint32_t>();
    case PixelType::Int32:
        return limits_of<std::int32_t>();
    case PixelType::Float32:
    case PixelType::Float64:
        break;
    }
    return std::nullopt;
}

} // namespace

void encode_pixels(std::span<double> values, PixelType type, const std::optional<double>& nodata,
                   const std::string& name)
{
    const auto limits = integer_limits(type);
    if (!limits) {
        if (nodata && !std::isnan(*nodata))
            std::replace_if(
                values.begin(), values.end(), [](double v) { return std::isnan(v); }, *nodata);
        return;
    }
    for (double& v : values) {
        if (std::isnan(v)) {
            if (!nodata)
                throw Error(ErrorKind::Internal, name + ": missing pixels in an integer raster without a nodata value");
            v = *nodata;
            continue;
        }
        v = std::clamp(v, limits->lowest, limits->highest);
        v = static_cast<double>(static_cast<std::int64_t>(v + (v >= 0 ? 0.5 : -0.5)));
        if (nodata && v == *nodata)
            v += v < limits->highest ? 1 : -1;
    }
}

} // namespace didban
