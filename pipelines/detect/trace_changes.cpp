#include "pipelines/detect/trace_changes.h"

#include "didban/geo/perimeter.h"
#include "didban/objects/outline_error.h"
#include "didban/objects/regularise.h"

#include <cmath>

namespace didban::detect {

namespace {

/// Hands over a raster row by row from the north: one row of each of the bands.
template <class Row>
void each_row(const RasterSource& raster, const std::vector<int>& bands, const RunOptions& run, Row row_done)
{
    const std::int64_t width = raster.info().width, height = raster.info().height;
    const auto reader = raster.open();
    for (std::int64_t y = 0; y < height; y += lattice_cell) {
        const PixelWindow strip{0, y, width, std::min(lattice_cell, height - y)};
        std::vector<Raster<float>> values;
        for (const int band : bands) {
            values.emplace_back(strip);
            reader->read(band, strip, values.back().pixels());
        }
        for (std::int64_t row = 0; row < strip.height; ++row) {
            std::vector<std::span<const float>> rows;
            for (const auto& plane : values)
                rows.push_back(plane.row(row));
            row_done(std::span<const std::span<const float>>(rows));
        }
        if (run.stop.stop_requested())
            throw Error(ErrorKind::Interrupted, "interrupted while tracing objects; run the same command again");
    }
}

std::vector<int> with_first(int band, const std::vector<int>& planes)
{
    std::vector<int> out{band};
    out.insert(out.end(), planes.begin(), planes.end());
    return out;
}

} // namespace

std::vector<Component> trace_changes(const RasterSource& raster, int band, double threshold,
                                     std::int64_t minimum_pixels, const std::vector<int>& planes, const RunOptions& run)
{
    std::vector<Component> found;
    ComponentTracer tracer(
        raster.info().width, planes.size() + 1, [&](Component&& c) { found.push_back(std::move(c)); }, minimum_pixels);
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(raster.info().width));
    each_row(raster, with_first(band, planes), run, [&](std::span<const std::span<const float>> rows) {
        for (std::size_t col = 0; col < mask.size(); ++col)
            mask[col] = static_cast<double>(rows[0][col]) >= threshold ? 1 : 0;
        tracer.add_row(mask, rows);
    });
    tracer.finish();
    number_components(found);
    return found;
}

SievedObjects sieve_changes(const RasterSource& raster, int band, const ObjectDemand& demand,
                            const std::vector<int>& planes, const RunOptions& run)
{
    SievedObjects out;
    ObjectSieve sieve(raster.info().width, planes.size(), demand,
                      [&](Component&& c) { out.objects.push_back(std::move(c)); });
    each_row(raster, with_first(band, planes), run,
             [&](std::span<const std::span<const float>> rows) { sieve.add_row(rows[0], rows.subspan(1)); });
    out.faint = sieve.finish();
    number_components(out.objects);
    return out;
}

FootprintMaker::FootprintMaker(const RasterInfo& grid, double gsd, double residual_px)
    : transform_(grid.transform.value_or(GeoTransform{{0, gsd, 0, 0, 0, -gsd}})), crs_(grid.crs), gsd_(gsd),
      residual_px_(residual_px)
{
    if (crs_.known())
        geodesic_ = std::make_shared<GeodesicArea>(crs_);
}

void FootprintMaker::fill(const MultiPolygon& pixel_outline, ChangeObject& object) const
{
    // Straightened in a plane of metres, so that grids in degrees work as well.
    const GeoTransform metres{{0, gsd_, 0, 0, 0, -gsd_}};
    const MultiPolygon plane = didban::to_crs(pixel_outline, metres);
    RegulariseOptions options;
    options.pixel_m = gsd_;
    const Regularised footprint = regularise(plane, options);
    const auto onto_grid = [&](MultiPolygon shape) {
        const auto turn = [&](Ring& ring) {
            for (Point& p : ring) {
                const Point pixel = metres.to_pixel(p.x, p.y);
                p = transform_.to_crs(pixel.x, pixel.y);
            }
        };
        for (Polygon& part : shape.parts) {
            turn(part.outer);
            for (Ring& hole : part.holes)
                turn(hole);
        }
        normalise_orientation(shape);
        return shape;
    };
    object.regularised = footprint.accepted;
    object.outline = onto_grid(footprint.shape);
    object.traced = footprint.accepted ? onto_grid(plane) : MultiPolygon{};
    object.area_m2 = geodesic_ ? (*geodesic_)(object.outline) : planar_area(footprint.shape);
    object.area_sigma_m2 = outline_area_sigma_m2(gsd_ * std::hypot(0.4, residual_px_), perimeter(footprint.shape));
}

} // namespace didban::detect
