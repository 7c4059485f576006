#include "didban/base/error.h"
#include "didban/change/height_detector.h"
#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/methods.h"
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
    const auto transform = heights.grid().transform.value_or(GeoTransform{{0, heights.gsd(), 0, 0, 0, -heights.gsd()}});
    const PixelWindow scene{0, 0, heights.width(), heights.height()};
    for (ChangeObject& object : objects) {
        const MultiPolygon& shape = object.traced.empty() ? object.outline : object.traced;
        Box box;
        for (const Polygon& part : shape.parts)
            for (const Point& p : part.outer)
                box.include(transform.to_pixel(p.x, p.y));
        PixelWindow window{static_cast<std::int64_t>(std::floor(box.x0)), static_cast<std::int64_t>(std::floor(box.y0)),
                           static_cast<std::int64_t>(std::ceil(box.x1 - box.x0)) + 1,
                           static_cast<std::int64_t>(std::ceil(box.y1 - box.y0)) + 1};
        window = window.cut_to(scene);
        if (window.empty())
            continue;
        const PairCell cell = heights.read(window, 0);
        double n = 0, sum = 0, square = 0;
        for (std::int64_t row = 0; row < window.height; ++row)
            for (std::int64_t col = 0; col < window.width; ++col) {
                const Point p = transform.to_crs(static_cast<double>(window.x0 + col) + 0.5,
                                                 static_cast<double>(window.y0 + row) + 0.5);
                const double d =
                    static_cast<double>(cell.after[0].at(col, row)) - static_cast<double>(cell.before[0].at(col, row));
                if (std::isnan(d) || !contains(shape, p))
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
