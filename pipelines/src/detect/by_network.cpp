#include "evidence_pair.h"
#include "methods.h"
#include "trace_changes.h"

#include <cmath>

namespace didban::detect {

std::vector<ChangeObject> detect_by_network(const Job& job, const Detector& detector)
{
    const ScratchRaster scratch(job.change_tif + ".network.part.tif");
    write_probabilities(job.data, job.pair, detector, scratch.path, job.run, job.threads);
    const auto probabilities = job.data.open_raster(scratch.path);
    {
        const auto sink = job.data.create_raster(job.change_tif, change_spec(job.pair, 1, job.threads));
        const auto reader = probabilities->open();
        for (const PixelWindow& cell : split(job.pair.width(), job.pair.height())) {
            Raster<float> values(cell);
            reader->read(1, cell, values.pixels());
            sink->write(1, cell, values.pixels());
        }
        sink->finish();
    }
    const FootprintMaker footprints(job.pair.grid(), job.pair.gsd(), job.files.residual_px);
    std::vector<ChangeObject> objects;
    std::vector<int> planes{2};
    if (detector.tells_kinds())
        planes.insert(planes.end(), {3, 4, 5, 6, 7});
    for (const Component& c : trace_changes(*probabilities, 1, 0.5, job.minimum_pixels(), planes, job.run)) {
        ChangeObject& object = objects.emplace_back();
        object.number = c.number;
        object.probability = c.planes[0].mean();
        const double appeared = c.planes[1].mean();
        object.kind = appeared < 0.5 ? ChangeKind::Demolished : ChangeKind::New;
        for (std::size_t k = 2; k < c.planes.size(); ++k)
            if (c.planes[k].mean() > c.planes[2 + static_cast<std::size_t>(object.kind)].mean())
                object.kind = static_cast<ChangeKind>(k - 2);
        if (!std::isnan(appeared))
            object.evidence["appeared_mean"] = appeared;
        footprints.fill(c.outline, object);
    }
    return objects;
}

} // namespace didban::detect
