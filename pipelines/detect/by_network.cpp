#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/methods.h"
#include "pipelines/detect/trace_changes.h"

#include <cmath>

namespace didban::detect {

namespace {

/// The network's probabilities, lowered where they make up no object, so that the map and the objects say the same.
void write_change(const Job& job, const RasterSource& probabilities, std::span<const PixelRun> faint)
{
    const auto sink = job.create_map(1);
    const auto reader = probabilities.open();
    for (const PixelWindow& cell : split(job.pair.width(), job.pair.height())) {
        Raster<float> values(cell);
        reader->read(1, cell, values.pixels());
        lower_faint(values, faint);
        sink->write(1, cell, values.pixels());
    }
    sink->finish();
}

} // namespace

NetworkObjects detect_by_network(const Job& job, const Detector& detector, const ModelCard::Core& core)
{
    const ScratchRaster scratch(job.data, job.change_tif + ".network.part.tif");
    const Probabilities probabilities = write_probabilities(job.data, job.pair, detector, scratch.path, job.run,
                                                            job.threads, whole_cells(job.options.cells));
    std::vector<int> planes{2};
    if (detector.tells_kinds())
        planes.insert(planes.end(), {3, 4, 5, 6, 7});
    ObjectDemand demand;
    demand.pixels = job.minimum_pixels();
    demand.core_level = core.probability;
    demand.core_pixels = static_cast<std::int64_t>(std::ceil(core.area_m2 / (job.pair.gsd() * job.pair.gsd())));
    const SievedObjects found = sieve_changes(*probabilities.raster, 1, demand, planes, job.run);
    write_change(job, *probabilities.raster, found.faint);
    const FootprintMaker footprints(job.pair.grid(), job.pair.gsd(), job.files.residual_px);
    std::vector<ChangeObject> objects;
    for (const Component& c : found.objects) {
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
    return {std::move(objects), probabilities.looks};
}

} // namespace didban::detect
