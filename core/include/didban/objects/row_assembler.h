#pragma once
#include "didban/grid/pixel_window.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace didban {

/// Turns windows that arrive in lattice order (as `split` lists them: row of cells by row of cells, west to east) back
/// into whole pixel rows. Holds one row of cells: width × cell height × planes × 4 bytes.
class RowAssembler {
public:
    using Sink = std::function<void(std::int64_t row, std::span<const std::span<const float>> planes)>;
    RowAssembler(std::int64_t width, std::size_t planes, Sink sink);
    /// `planes` hold the window's pixels in row order. Throws Error{Internal} when a window is out of order.
    void add(const PixelWindow& window, std::span<const std::span<const float>> planes);

private:
    std::int64_t width_, x_{0}, y_{0}, height_{0};
    Sink sink_;
    std::vector<std::vector<float>> strips_;
};

} // namespace didban
