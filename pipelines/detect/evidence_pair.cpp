#include "pipelines/detect/evidence_pair.h"

#include "pipelines/detect/stepped_raster.h"

#include <cmath>

namespace didban::detect {

namespace {

/// The bands that write_probabilities() speaks of.
WeighedCell weighed(const CellChange& found)
{
    WeighedCell out{{}, found.looks};
    const auto put = [&](int band, const Raster<float>& values) { out.bands.emplace(band, in_steps(values.pixels())); };
    put(1, found.change);
    if (!found.appeared.empty())
        put(2, found.appeared);
    if (found.kinds.empty())
        return out;
    for (std::size_t k = 0; k < found.kinds.size(); ++k)
        put(static_cast<int>(k) + first_kind_band, found.kinds[k]);
    for (const bool built : {true, false}) {
        Raster<float> part = found.change;
        for (std::size_t i = 0; i < part.size(); ++i)
            if ((found.appeared.data()[i] >= 0.5F) != built && !std::isnan(part.data()[i]))
                part.data()[i] = 0;
        put(built ? built_band : gone_band, part);
    }
    return out;
}

/// What was found of parts of a cell, as of the cell: pixels of no part have no value.
void add_part(const PixelWindow& cell, const PixelWindow& part, const WeighedCell& found, WeighedCell& to)
{
    for (const auto& [band, steps] : found.bands) {
        std::vector<std::uint8_t>& all = to.bands[band];
        all.resize(cell.pixels(), missing_step);
        for (std::int64_t row = 0; row < part.height; ++row)
            std::copy_n(steps.begin() + row * part.width, part.width,
                        all.begin() + (part.y0 - cell.y0 + row) * cell.width + (part.x0 - cell.x0));
    }
    to.looks.add(found.looks);
}

} // namespace

PartsOfCell whole_cells(std::function<bool(const PixelWindow&)> wanted)
{
    if (!wanted)
        return nullptr;
    return [wanted = std::move(wanted)](const PixelWindow& cell) {
        return wanted(cell) ? std::vector{cell} : std::vector<PixelWindow>{};
    };
}

EvidenceScene evidence_scene(const PairSource& pair, const AlignedPair& files, const PairSample& sample,
                             const IrmadTransform& transform)
{
    EvidenceScene scene;
    scene.gsd = pair.gsd();
    scene.residual_px = files.residual_px;
    scene.bands = pair.bands();
    scene.sun_azimuth = {files.before.sun_azimuth, files.after.sun_azimuth};
    if (const auto& before = files.before.lean, &after = files.after.lean; before && after)
        scene.relative_lean = std::hypot(after->x - before->x, after->y - before->y);
    std::vector<double> no_change(sample.pixels());
    const PairSamples all = sample.part(0, sample.pixels());
    transform.chi_square(all, no_change);
    for (double& v : no_change)
        v = no_change_probability(v, transform.kept.size());
    scene.measure(all, no_change);
    return scene;
}

Probabilities write_probabilities(const DataAccess& data, const PairSource& pair, const Detector& detector,
                                  const std::string& path, const RunOptions& run, int threads, const PartsOfCell& parts)
{
    NetworkLooks looks;
    SteppedSink sink(data, path, pair.width(), pair.height(), detector.tells_kinds() ? gone_band : 2);
    // The cell's planes are made one after another; tiles are read whole, so their size counts with the bands alone.
    const Schedule plan =
        schedule(run, threads, detector.halo(), 2 * static_cast<double>(pair.bands().size()) + evidence_floats);
    Pass pass{weigh_pass, "weighing evidence"};
    if (parts)
        pass.wanted = [&parts](const PixelWindow& cell) { return !parts(cell).empty(); };
    map_cells(
        pair, detector.halo(), plan, run, pass,
        [&](const PairCell& cell) {
            if (!parts)
                return weighed(detector.detect(cell));
            WeighedCell out;
            for (const PixelWindow& part : parts(cell.core))
                add_part(cell.core, part, weighed(detector.detect(cut_cell(cell, part, detector.halo()))), out);
            return out;
        },
        [&](const PixelWindow& cell, const WeighedCell& found) {
            sink.write(cell, found.bands);
            looks.add(found.looks);
        });
    sink.finish();
    return {open_stepped(data, path), looks};
}

} // namespace didban::detect
