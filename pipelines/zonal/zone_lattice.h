#pragma once
#include "didban/grid/pixel_window.h"
#include "pipelines/zonal/zone_shapes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace didban {

/// Which zones meet which cell of the fixed lattice, by bounding box.
class ZoneLattice {
public:
    /// `shapes` in pixel coordinates.
    ZoneLattice(const ZoneShapes& shapes, std::int64_t width, std::int64_t height);

    [[nodiscard]] std::int64_t columns() const { return columns_; }
    [[nodiscard]] std::int64_t rows() const { return rows_; }
    [[nodiscard]] PixelWindow cell(std::uint32_t number) const;
    [[nodiscard]] std::span<const std::uint32_t> zones_in(std::uint32_t cell) const;
    [[nodiscard]] std::uint32_t cells_of(std::size_t zone) const { return cells_of_[zone]; } ///< 0 = outside
    /// Groups of at most `per_edge` × `per_edge` cells that any zone meets, row by row, as windows of pixels.
    [[nodiscard]] std::vector<PixelWindow> tiles(std::int64_t per_edge) const;
    /// Cells inside a window of tiles(), row by row.
    [[nodiscard]] std::vector<std::uint32_t> cells_in(const PixelWindow& tile) const;

private:
    std::int64_t width_, height_, columns_, rows_;
    std::vector<std::uint64_t> first_; ///< per cell into zones_, one more at the end
    std::vector<std::uint32_t> zones_, cells_of_;
};

} // namespace didban
