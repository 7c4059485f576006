#pragma once
#include "didban/ports/work_rasters.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace didban::detect {

/// Bands of a lattice cell in steps of 1/250, row by row; 255 = none.
using SteppedBands = std::map<int, std::vector<std::uint8_t>>;

inline constexpr std::uint8_t missing_step = 255;

[[nodiscard]] std::vector<std::uint8_t> in_steps(std::span<const float> probabilities);
/// NaN for none.
[[nodiscard]] float from_step(std::uint8_t step);

/// Probabilities in steps of 1/250 as a scratch raster of one byte a pixel. Reading gives the very numbers that
/// rounding to a step gives. One thread at a time.
class SteppedSink {
public:
    SteppedSink(const DataAccess& data, const std::string& path, std::int64_t width, std::int64_t height, int bands);
    void write(const PixelWindow& window, const SteppedBands& bands);
    void finish() { bytes_->finish(); }

private:
    std::unique_ptr<RasterSink> bytes_;
    std::vector<float> line_;
};

/// Thread-safe, as RasterSource says.
[[nodiscard]] std::unique_ptr<RasterSource> open_stepped(const DataAccess& data, const std::string& path);

} // namespace didban::detect
