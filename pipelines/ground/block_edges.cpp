#include "pipelines/ground/block_edges.h"

#include "didban/align/structure.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

constexpr std::int64_t most_pixels_a_side = 2048;
constexpr double coarsest_m = 2.5; ///< pixels above show no parcel boundaries
constexpr double smoothing_px = 0.8;

PixelWindow window_around(const RasterInfo& info, const GeoTransform& transform, const Box& around)
{
    Box pixels;
    for (const Point& p : {Point{around.x0, around.y0}, Point{around.x1, around.y0}, Point{around.x0, around.y1},
                           Point{around.x1, around.y1}})
        pixels.include(transform.to_pixel(p.x, p.y));
    const auto x0 = static_cast<std::int64_t>(std::floor(pixels.x0)),
               y0 = static_cast<std::int64_t>(std::floor(pixels.y0));
    return PixelWindow{x0, y0, static_cast<std::int64_t>(std::ceil(pixels.x1)) - x0,
                       static_cast<std::int64_t>(std::ceil(pixels.y1)) - y0}
        .cut_to(info.extent());
}

} // namespace

EdgeView edges_around(const RasterSource& source, RasterReader& reader, const Box& around)
{
    const RasterInfo& info = source.info();
    EdgeView view{{}, {}, info.transform.value(), {}};
    const PixelWindow window = window_around(info, view.transform, around);
    if (window.empty() || window.width > most_pixels_a_side || window.height > most_pixels_a_side ||
        view.transform.pixel_size() > coarsest_m)
        return view;
    Raster<float> grey(window);
    std::vector<float> band(window.pixels());
    const int bands = std::min(3, info.bands);
    for (int b = 1; b <= bands; ++b) {
        reader.read(b, window, band);
        for (std::size_t i = 0; i < band.size(); ++i)
            grey.pixels()[i] += band[i] / static_cast<float>(bands);
    }
    Structure found = structure_of(grey, smoothing_px);
    for (std::size_t i = 0; i < found.valid.size(); ++i)
        if (found.valid.pixels()[i] == 0)
            found.x.pixels()[i] = found.y.pixels()[i] = missing_pixel;
    view.x = std::move(found.x);
    view.y = std::move(found.y);
    return view;
}

} // namespace didban
