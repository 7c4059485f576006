#pragma once
#include "didban/base/scaling.h"
#include "didban/ports/raster_source.h"

#include <span>
#include <vector>

namespace didban {

/// What holds the physical values of a raster exactly: 32 bits of floating point, 64, or the 64 bits of whole numbers
/// that go beyond both.
enum class Precision { Single, Double, Int64, UInt64 };

/// A reader that can give more than RasterReader::read() does: values that a float would round, and those stored.
/// Whether a reader is one, dynamic_cast tells. One thread at a time.
class FineReader : public RasterReader {
public:
    [[nodiscard]] virtual Precision precision() const = 0; ///< of the band that needs most
    /// One per band; empty = the stored values are the physical ones in every band.
    [[nodiscard]] virtual const std::vector<Scaling>& scaling() const = 0;
    /// As read(), without rounding to 32 bits.
    virtual void read_fine(int band, const PixelWindow& window, std::span<double> out) = 0;
    /// As read(), for whole numbers of 64 bits, which long double holds.
    virtual void read_whole(int band, const PixelWindow& window, std::span<long double> out) = 0;
    /// The values as stored: scale and offset are not applied, and the no-data value is a number like the others. NaN
    /// where a mask of the file's own, or its end, leaves nothing.
    virtual void read_stored(int band, const PixelWindow& window, std::span<float> out) = 0;
};

} // namespace didban
