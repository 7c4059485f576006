#include "pipelines/detect/methods.h"
#include "pipelines/detect/trace_changes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace didban::detect {

std::int64_t Job::minimum_pixels() const
{
    return std::max<std::int64_t>(
        1, static_cast<std::int64_t>(std::ceil(options.min_area_m2 / (pair.gsd() * pair.gsd()))));
}

namespace {

CellChange unseen(const PixelWindow& cell)
{
    const Raster<float> nothing(cell, missing_pixel);
    return {nothing, {}, nothing};
}

} // namespace

RasterSpec change_spec(const PairSource& pair, int bands)
{
    RasterSpec spec;
    spec.width = pair.width();
    spec.height = pair.height();
    spec.bands = bands;
    spec.type = PixelType::Float32;
    spec.transform = pair.grid().transform;
    spec.crs = pair.grid().crs;
    spec.nodata = std::numeric_limits<double>::quiet_NaN();
    spec.band_names = {"change probability"};
    if (bands > 1)
        spec.band_names.emplace_back("no-change probability");
    return spec;
}

std::unique_ptr<RasterSink> Job::create_map(int bands) const
{
    return work_rasters(data).create_raster_for(map_use, change_tif, change_spec(pair, bands));
}

namespace {

/// Probabilities as half-precision numbers: eleven bits, and below 2⁻¹⁴ whole multiples of 2⁻²⁴. That is as much as a
/// scene tells of them, and a third less to compress.
void round_to_half(std::span<float> values)
{
    constexpr std::uint32_t dropped = 13;
    constexpr float least = 0x1p-14F, with_such_steps = 0.75F;
    for (float& v : values) {
        const std::uint32_t kept = (std::bit_cast<std::uint32_t>(v) + (1U << (dropped - 1))) >> dropped << dropped;
        v = v < least ? (v + with_such_steps) - with_such_steps : std::bit_cast<float>(kept);
    }
}

} // namespace

std::vector<ChangeObject> detect_by_pixel(const Job& job, const Detector& detector, bool with_no_change)
{
    const auto sink = job.create_map(with_no_change ? 2 : 1);
    const Schedule plan =
        schedule(job.run, job.threads, detector.halo(), 2 * static_cast<double>(job.pair.bands().size()) + 4);
    map_cells(
        job.pair, detector.halo(), plan, job.run, {detect_pass, "detecting change"},
        [&](const PairCell& cell) {
            if (!job.options.looks_at(cell.core))
                return unseen(cell.core);
            CellChange found = detector.detect(cell);
            if (job.sample.step > 1) {
                round_to_half(found.change.pixels());
                round_to_half(found.no_change.pixels());
            }
            return found;
        },
        [&](const PixelWindow& cell, const CellChange& found) {
            sink->write(1, cell, found.change.pixels());
            if (with_no_change)
                sink->write(2, cell, found.no_change.pixels());
        });
    sink->finish();
    const FootprintMaker footprints(job.pair.grid(), job.pair.gsd(), job.files.residual_px);
    std::vector<ChangeObject> objects;
    for (const Component& c :
         trace_changes(*job.data.open_raster(job.change_tif), 1, 0.5, job.minimum_pixels(), {}, job.run)) {
        ChangeObject& object = objects.emplace_back();
        object.number = c.number;
        object.probability = c.planes[0].mean();
        footprints.fill(c.outline, object);
    }
    return objects;
}

} // namespace didban::detect
