#include "pipelines/watch/hidden_parcels.h"

#include "didban/geo/coverage.h"
#include "didban/geo/fill_polygon.h"
#include "didban/grid/tiles.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr double least_share = 0.1;

PixelWindow window_of(const MultiPolygon& shape, const RasterInfo& grid)
{
    const Box box = bounds(to_pixels(shape, *grid.transform));
    if (box.empty())
        return {};
    const auto x0 = static_cast<std::int64_t>(std::floor(box.x0)), y0 = static_cast<std::int64_t>(std::floor(box.y0));
    return PixelWindow{x0, y0, static_cast<std::int64_t>(std::ceil(box.x1)) - x0,
                       static_cast<std::int64_t>(std::ceil(box.y1)) - y0}
        .cut_to({0, 0, grid.width, grid.height});
}

} // namespace

std::optional<Period> HiddenParcel::with(const Period& dates) const
{
    if (!between)
        return dates;
    const Period both{std::max(between->not_before, dates.not_before), std::min(between->not_after, dates.not_after)};
    return both.not_before < both.not_after ? std::optional(both) : std::nullopt;
}

std::optional<HiddenParcel> hidden_parcel(std::size_t number, const Parcel& parcel, const RasterInfo& grid,
                                          const ReadPixels& map, const Period& dates)
{
    HiddenParcel out;
    out.parcel = number;
    out.window = window_of(parcel.shape, grid);
    if (out.window.empty())
        return std::nullopt;
    const Raster<float> seen = map(out.window);
    Raster<std::uint8_t> inside(out.window);
    for (const Polygon& part : parcel.shape.parts)
        fill_polygon(inside, part, *grid.transform, std::uint8_t{1});
    std::int64_t on_grid = 0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        out.hidden.push_back(inside.data()[i] != 0 && std::isnan(seen.data()[i]));
        on_grid += inside.data()[i];
        out.left += out.hidden.back() ? 1 : 0;
    }
    if (out.left == 0)
        return std::nullopt;
    out.pixels = std::max(static_cast<double>(on_grid), planar_area(parcel.shape) / grid.transform->pixel_area());
    const std::int64_t beyond = std::llround(out.pixels) - on_grid;
    if (static_cast<double>(on_grid - out.left) >= worth_it(out)) {
        out.between = dates;
    } else {
        out.hidden.assign(inside.pixels().begin(), inside.pixels().end());
        out.left = on_grid;
    }
    out.left += beyond;
    return out;
}

std::int64_t newly_seen(HiddenParcel& parcel, const ReadPixels& pixels, bool take)
{
    const Raster<float> now = pixels(parcel.window);
    std::int64_t count = 0;
    for (std::size_t i = 0; i < parcel.hidden.size(); ++i)
        if (parcel.hidden[i] && !std::isnan(now.data()[i])) {
            ++count;
            if (take)
                parcel.hidden[i] = false;
        }
    if (take)
        parcel.left -= count;
    return count;
}

double worth_it(const HiddenParcel& parcel)
{
    return std::max(1.0, least_share * parcel.pixels);
}

void add_cells(const PixelWindow& window, const PixelWindow& scene, LatticeCells& cells)
{
    const PixelWindow inside = window.cut_to(scene);
    if (inside.empty())
        return;
    for (std::int64_t row = inside.y0 / lattice_cell; row <= (inside.y1() - 1) / lattice_cell; ++row)
        for (std::int64_t column = inside.x0 / lattice_cell; column <= (inside.x1() - 1) / lattice_cell; ++column)
            cells.emplace(row, column);
}

} // namespace didban
