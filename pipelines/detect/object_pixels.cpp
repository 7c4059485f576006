#include "pipelines/detect/object_pixels.h"

#include "didban/geo/fill_polygon.h"

#include <cmath>

namespace didban::detect {

const MultiPolygon& traced_shape(const ChangeObject& object)
{
    return object.traced.empty() ? object.outline : object.traced;
}

PixelWindow window_of(const MultiPolygon& shape, const GeoTransform& transform)
{
    Box box;
    for (const Polygon& part : shape.parts)
        for (const Point& p : part.outer)
            box.include(transform.to_pixel(p.x, p.y));
    const auto x0 = static_cast<std::int64_t>(std::floor(box.x0)), y0 = static_cast<std::int64_t>(std::floor(box.y0));
    return {x0, y0, static_cast<std::int64_t>(std::ceil(box.x1)) - x0,
            static_cast<std::int64_t>(std::ceil(box.y1)) - y0};
}

Raster<std::uint8_t> pixels_inside(const MultiPolygon& shape, const GeoTransform& transform, const PixelWindow& window)
{
    Raster<std::uint8_t> out(window, 0);
    for (const Polygon& part : shape.parts)
        fill_polygon(out, part, transform, std::uint8_t{1});
    return out;
}

} // namespace didban::detect
