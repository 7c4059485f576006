#include "evidence_pair.h"

#include <cmath>

namespace didban::detect {

EvidenceScene evidence_scene(const PairSource& pair, const AlignedPair& files, const PairSample& sample,
                             const IrmadTransform& transform)
{
    EvidenceScene scene;
    scene.gsd = pair.gsd();
    scene.residual_px = files.residual_px;
    scene.bands = pair.bands();
    scene.sun_azimuth = {files.sun_azimuth_before, files.sun_azimuth_after};
    std::vector<double> no_change(sample.pixels());
    const PairSamples all = sample.part(0, sample.pixels());
    transform.chi_square(all, no_change);
    for (double& v : no_change)
        v = no_change_probability(v, transform.kept.size());
    scene.measure(all, no_change);
    return scene;
}

void write_probabilities(const DataAccess& data, const PairSource& pair, const Detector& detector,
                         const std::string& path, const RunOptions& run, int threads)
{
    RasterSpec spec;
    spec.width = pair.width();
    spec.height = pair.height();
    spec.bands = 2;
    spec.type = PixelType::Float32;
    spec.nodata = std::numeric_limits<double>::quiet_NaN();
    spec.threads = threads;
    const auto sink = data.create_raster(path, spec);
    // The cell's planes are made one after another; tiles are read whole, so their size counts with the bands alone.
    const Schedule plan =
        schedule(run, threads, detector.halo(), 2 * static_cast<double>(pair.bands().size()) + evidence_floats);
    const auto stepped = [](Raster<float> values) {
        for (float& v : values.pixels())
            v = std::round(v * 250) / 250;
        return values;
    };
    map_cells(
        pair, detector.halo(), plan, run, "weighing evidence",
        [&](const PairCell& cell) { return detector.detect(cell); },
        [&](const PixelWindow& cell, CellChange found) {
            sink->write(1, cell, stepped(std::move(found.change)).pixels());
            if (!found.appeared.empty())
                sink->write(2, cell, stepped(std::move(found.appeared)).pixels());
        });
    sink->finish();
}

} // namespace didban::detect
