#include "didban/pipelines/detect_change.h"

#include "detect/pair_sample.h"
#include "detect/trace_changes.h"
#include "didban/change/irmad_detector.h"

#include <cmath>
#include <limits>

namespace didban {

namespace {

using namespace detect;

constexpr std::int64_t sample_pixels = 4'000'000;

RasterSpec change_spec(const PairSource& pair, int bands, int threads)
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
    spec.cloud_optimized = true;
    spec.threads = threads;
    return spec;
}

/// One pass of a detector without object knowledge: its probabilities are the result.
std::vector<ChangeObject> detect_by_pixel(const DataAccess& data, const AlignedPair& files, const PairSource& pair,
                                          const Detector& detector, const std::string& change_tif,
                                          const DetectOptions& options, const RunOptions& run, const Schedule& plan,
                                          int threads, bool with_no_change)
{
    const auto sink = data.create_raster(change_tif, change_spec(pair, with_no_change ? 2 : 1, threads));
    map_cells(
        pair, detector.halo(), plan, run, "detecting change",
        [&](const PairCell& cell) { return detector.detect(cell); },
        [&](const PixelWindow& cell, const CellChange& found) {
            sink->write(1, cell, found.change.pixels());
            if (with_no_change)
                sink->write(2, cell, found.no_change.pixels());
        });
    sink->finish();
    const auto minimum = static_cast<std::int64_t>(std::ceil(options.min_area_m2 / (pair.gsd() * pair.gsd())));
    const FootprintMaker footprints(pair.grid(), pair.gsd(), files.residual_px);
    std::vector<ChangeObject> objects;
    for (const Component& c :
         trace_changes(*data.open_raster(change_tif), 0.5, std::max<std::int64_t>(1, minimum), {}, run)) {
        ChangeObject& object = objects.emplace_back();
        object.number = c.number;
        object.probability = c.planes[0].mean();
        footprints.fill(c.outline, object);
    }
    return objects;
}

} // namespace

DetectResult detect_change(const DataAccess& data, const AlignedPair& files, const std::string& change_tif,
                           const DetectOptions& options, const RunOptions& run)
{
    const ThreadLimit limit(run.threads);
    const PairSource pair(data, files);
    const double bands = static_cast<double>(pair.bands().size());
    const Schedule plain = schedule(run, limit.threads(), 0, 2 * bands + 4);
    const PairSample sample = sample_pair(pair, plain, run, sample_pixels);

    DetectResult out;
    out.observed_share =
        static_cast<double>(sample.seen) / (static_cast<double>(pair.width()) * static_cast<double>(pair.height()));
    out.detector = options.detector == "auto" ? "irmad" : options.detector;
    if (out.detector == "irmad") {
        const IrmadSolution solution = scene_irmad(pair, sample, plain, run, options.exact);
        out.irmad =
            IrmadReport{solution.transform.correlations, solution.iterations, solution.converged, solution.note};
        if (!solution.note.empty())
            out.warnings.push_back("IR-MAD: " + solution.note);
        if (!solution.converged)
            out.warnings.push_back("IR-MAD did not converge in " + std::to_string(solution.iterations) +
                                   " iterations; read its probabilities with care");
        ChiSquareHistogram histogram;
        std::vector<double> chi(sample.pixels());
        solution.transform.chi_square(sample.part(0, sample.pixels()), chi);
        histogram.add(chi);
        const IrmadDetector detector(solution.transform,
                                     fit_change_posterior(histogram, solution.transform.kept.size()));
        out.objects =
            detect_by_pixel(data, files, pair, detector, change_tif, options, run, plain, limit.threads(), true);
    } else if (out.detector == "difference") {
        const DifferenceDetector detector(sample.part(0, sample.pixels()));
        out.objects =
            detect_by_pixel(data, files, pair, detector, change_tif, options, run, plain, limit.threads(), false);
    } else {
        throw Error(ErrorKind::Usage, "there is no detector \"" + options.detector +
                                          "\"; use auto, irmad, learned, sar, dsm or difference");
    }
    return out;
}

} // namespace didban
