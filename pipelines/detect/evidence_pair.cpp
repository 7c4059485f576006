#include "pipelines/detect/evidence_pair.h"

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
    if (files.lean_before && files.lean_after)
        scene.relative_lean =
            std::hypot(files.lean_after->x - files.lean_before->x, files.lean_after->y - files.lean_before->y);
    std::vector<double> no_change(sample.pixels());
    const PairSamples all = sample.part(0, sample.pixels());
    transform.chi_square(all, no_change);
    for (double& v : no_change)
        v = no_change_probability(v, transform.kept.size());
    scene.measure(all, no_change);
    return scene;
}

void write_probabilities(const DataAccess& data, const PairSource& pair, const Detector& detector,
                         const std::string& path, const RunOptions& run, int threads,
                         const std::function<bool(const PixelWindow&)>& wanted)
{
    RasterSpec spec;
    spec.width = pair.width();
    spec.height = pair.height();
    spec.bands = detector.tells_kinds() ? gone_band : 2;
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
        [&](const PairCell& cell) { return !wanted || wanted(cell.core) ? detector.detect(cell) : CellChange{}; },
        [&](const PixelWindow& cell, CellChange found) {
            if (found.change.empty())
                return;
            const Raster<float> change = stepped(std::move(found.change));
            sink->write(1, cell, change.pixels());
            if (!found.appeared.empty())
                sink->write(2, cell, stepped(found.appeared).pixels());
            if (found.kinds.empty())
                return;
            for (std::size_t k = 0; k < found.kinds.size(); ++k)
                sink->write(static_cast<int>(k) + first_kind_band, cell, stepped(std::move(found.kinds[k])).pixels());
            for (const bool built : {true, false}) {
                Raster<float> part = change;
                for (std::size_t i = 0; i < part.size(); ++i)
                    if ((found.appeared.data()[i] >= 0.5F) != built && !std::isnan(part.data()[i]))
                        part.data()[i] = 0;
                sink->write(built ? built_band : gone_band, cell, part.pixels());
            }
        });
    sink->finish();
}

} // namespace didban::detect
