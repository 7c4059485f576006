#pragma once
#include "didban/geo/crs.h"
#include "didban/grid/geo_transform.h"
#include "didban/grid/pixel_window.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace didban {

enum class PixelType { Byte, UInt16, Int16, UInt32, Int32, Float32, Float64 };

/// What a raster is, without its pixels.
struct RasterInfo {
    std::string name;               ///< what the user called it, for messages
    std::int64_t width{}, height{}; ///< pixels
    int bands{};
    std::vector<std::string> band_names; ///< one per band; "" when the file says nothing
    PixelType type{PixelType::Float32};
    std::optional<GeoTransform> transform; ///< nullopt: no georeference (plain PNG or JPEG)
    Crs crs;                               ///< may be unknown
    std::optional<double> nodata;
    bool has_mask{false}; ///< an alpha band or a mask file marks missing pixels
    [[nodiscard]] PixelWindow extent() const { return {0, 0, width, height}; }
};

/// Reads pixels of one raster. One thread at a time: open a reader per worker.
class RasterReader {
public:
    virtual ~RasterReader() = default;
    /// Fill `out` with the window's pixels of `band` (from 1), row by row from the north-west corner.
    /// Scale and offset are applied; pixels without data, and those of the window outside the raster, are NaN.
    /// `out.size()` equals `window.pixels()`. Throws Error{UnreadableInput} and leaves `out` unspecified.
    virtual void read(int band, const PixelWindow& window, std::span<float> out) = 0;
};

/// One raster that any number of readers can be opened on.
class RasterSource {
public:
    virtual ~RasterSource() = default;
    [[nodiscard]] virtual const RasterInfo& info() const = 0;
    /// Thread-safe.
    [[nodiscard]] virtual std::unique_ptr<RasterReader> open() const = 0;
};

/// What to create.
struct RasterSpec {
    std::int64_t width{}, height{};
    int bands{1};
    PixelType type{PixelType::Float32};
    std::optional<GeoTransform> transform;
    Crs crs;
    std::optional<double> nodata; ///< may be NaN
    std::vector<std::string> band_names;
    bool cloud_optimized{false}; ///< finish() makes a COG with overviews; else a tiled GeoTIFF
    int threads{1};              ///< for compressing in finish(); never changes the bytes
};

/// Writes one raster under a temporary name; only finish() gives it its own. One thread at a time. The bytes depend on
/// the pixels alone, not on the order of the windows. Integer types: values are rounded and clamped, NaN becomes nodata
/// (without one: masked by an internal mask), and a valid value that would round to nodata becomes its neighbour.
/// Pixels never written are nodata, or 0 without one.
class RasterSink {
public:
    virtual ~RasterSink() = default; ///< without finish(): the temporary file is removed
    virtual void write(int band, const PixelWindow& window, std::span<const float> pixels) = 0;
    /// Throws Error{OutputFailed} (disk full, …).
    virtual void finish() = 0;
};

} // namespace didban
