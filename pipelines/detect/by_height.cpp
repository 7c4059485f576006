#include "didban/base/error.h"
#include "didban/change/height_detector.h"
#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/methods.h"
#include "pipelines/detect/object_pixels.h"
#include "pipelines/detect/trace_changes.h"

#include <cmath>

namespace didban::detect {

namespace {

/// The two surface models as a pair of one-band images.
AlignedPair surfaces(const AlignedPair& files)
{
    AlignedPair out = files;
    static_cast<SceneFiles&>(out.before) = {files.before.dsm, files.before.mask, {"height"}};
    static_cast<SceneFiles&>(out.after) = {files.after.dsm, "", {"height"}};
    if (out.before.mask == "SCL")
        out.before.mask.clear();
    return out;
}

constexpr double seen_noise_m = 0.25; ///< one sigma of a photogrammetric surface model's pixel, beside its own spread

} // namespace

std::vector<ChangeObject> detect_by_height(const Job& job)
{
    if (!job.files.with_surfaces())
        throw Error(ErrorKind::Usage,
                    "the dsm detector needs a surface model of both epochs; give both, or use another detector");
    const PairSource heights(job.data, surfaces(job.files));
    const HeightDetector detector(job.files.residual_px);
    const Job inner{job.data, job.files,      heights,     job.sample, job.options,
                    job.run,  job.change_tif, job.map_use, job.threads};
    std::vector<ChangeObject> objects = detect_by_network(inner, detector).objects;
    add_heights(job, objects);
    return objects;
}

void add_heights(const Job& job, std::vector<ChangeObject>& objects)
{
    if (!job.files.with_surfaces())
        return;
    const PairSource heights(job.data, surfaces(job.files));
    const GeoTransform transform = heights.transform();
    const PixelWindow scene{0, 0, heights.width(), heights.height()};
    for (ChangeObject& object : objects) {
        const MultiPolygon& shape = traced_shape(object);
        const PixelWindow window = window_of(shape, transform).cut_to(scene);
        if (window.empty())
            continue;
        const PairCell cell = heights.read(window, 0);
        const Raster<std::uint8_t> inside = pixels_inside(shape, transform, window);
        double n = 0, sum = 0, square = 0;
        for (std::int64_t row = 0; row < window.height; ++row)
            for (std::int64_t col = 0; col < window.width; ++col) {
                const double d =
                    static_cast<double>(cell.after[0].at(col, row)) - static_cast<double>(cell.before[0].at(col, row));
                if (std::isnan(d) || inside.at(col, row) == 0)
                    continue;
                ++n;
                sum += d;
                square += d * d;
            }
        if (n < 4)
            continue;
        const double mean = sum / n;
        object.height_m = mean;
        // Heights of one roof err together; the spread over the object stands for parapets, slopes and wrong edges.
        object.height_sigma_m = std::hypot(seen_noise_m, 0.25 * std::sqrt(std::max(0.0, square / n - mean * mean)));
    }
}

} // namespace didban::detect
