#include "pipelines/zonal/zone_lattice.h"

#include "didban/grid/tiles.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

struct CellRange {
    std::int64_t x0{}, y0{}, x1{}, y1{}; ///< x1, y1 one behind the last

    [[nodiscard]] std::int64_t count() const { return (x1 - x0) * (y1 - y0); }
};

CellRange range_of(const Box& box, std::int64_t width, std::int64_t height)
{
    const auto w = static_cast<double>(width), h = static_cast<double>(height);
    if (box.empty() || !(box.x1 > 0 && box.y1 > 0 && box.x0 < w && box.y0 < h))
        return {};
    const auto first = [](double v) { return static_cast<std::int64_t>(std::max(v, 0.0)) / lattice_cell; };
    const auto behind = [](double v, double most) {
        return (static_cast<std::int64_t>(std::ceil(std::min(v, most))) + lattice_cell - 1) / lattice_cell;
    };
    return {first(box.x0), first(box.y0), behind(box.x1, w), behind(box.y1, h)};
}

} // namespace

ZoneLattice::ZoneLattice(const ZoneShapes& shapes, std::int64_t width, std::int64_t height)
    : width_(width), height_(height), columns_((width + lattice_cell - 1) / lattice_cell),
      rows_((height + lattice_cell - 1) / lattice_cell)
{
    cells_of_.resize(shapes.size());
    first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
    const auto each_cell = [&](std::size_t zone, auto&& visit) {
        const CellRange r = range_of(shapes.bounds(zone), width, height);
        for (std::int64_t y = r.y0; y < r.y1; ++y)
            for (std::int64_t x = r.x0; x < r.x1; ++x)
                visit(static_cast<std::size_t>(y * columns_ + x));
        return static_cast<std::uint32_t>(r.count());
    };
    for (std::size_t zone = 0; zone < shapes.size(); ++zone)
        cells_of_[zone] = each_cell(zone, [&](std::size_t cell) { ++first_[cell + 1]; });
    for (std::size_t cell = 1; cell < first_.size(); ++cell)
        first_[cell] += first_[cell - 1];
    zones_.resize(first_.back());
    std::vector<std::uint64_t> fill(first_.begin(), first_.end() - 1);
    for (std::size_t zone = 0; zone < shapes.size(); ++zone)
        each_cell(zone, [&](std::size_t cell) { zones_[fill[cell]++] = static_cast<std::uint32_t>(zone); });
}

PixelWindow ZoneLattice::cell(std::uint32_t number) const
{
    const std::int64_t x = number % columns_, y = number / columns_;
    return PixelWindow{x * lattice_cell, y * lattice_cell, lattice_cell, lattice_cell}.cut_to({0, 0, width_, height_});
}

std::span<const std::uint32_t> ZoneLattice::zones_in(std::uint32_t cell) const
{
    return std::span(zones_).subspan(first_[cell], first_[cell + 1] - first_[cell]);
}

std::vector<std::uint32_t> ZoneLattice::cells_in(const PixelWindow& tile) const
{
    std::vector<std::uint32_t> out;
    for (std::int64_t y = tile.y0 / lattice_cell; y * lattice_cell < tile.y1(); ++y)
        for (std::int64_t x = tile.x0 / lattice_cell; x * lattice_cell < tile.x1(); ++x)
            out.push_back(static_cast<std::uint32_t>(y * columns_ + x));
    return out;
}

std::vector<PixelWindow> ZoneLattice::tiles(std::int64_t per_edge) const
{
    std::vector<PixelWindow> out;
    for (const PixelWindow& tile : split(width_, height_, per_edge * lattice_cell)) {
        const auto cells = cells_in(tile);
        if (std::any_of(cells.begin(), cells.end(), [this](std::uint32_t cell) { return !zones_in(cell).empty(); }))
            out.push_back(tile);
    }
    return out;
}

} // namespace didban
