#include "didban/pipelines/detect_change.h"

#include "detect/evidence_pair.h"
#include "detect/model_files.h"
#include "detect/pair_sample.h"
#include "detect/trace_changes.h"
#include "didban/change/irmad_detector.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
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

/// Removes a scratch raster when it goes out of scope.
struct ScratchRaster {
    std::string path;
    explicit ScratchRaster(std::string p) : path(std::move(p)) {}
    ScratchRaster(const ScratchRaster&) = delete;
    ScratchRaster& operator=(const ScratchRaster&) = delete;
    ~ScratchRaster()
    {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
};

constexpr float just_below = 0.499F; ///< the highest probability of a pixel that belongs to no object

/// Copies pixel probabilities, held below the decision, and lays the objects' own probabilities over them.
void write_change(const DataAccess& data, const PairSource& pair, const RasterSource& probabilities,
                  const std::vector<Candidate>& objects, const std::vector<double>& verdicts,
                  const std::string& change_tif, int threads)
{
    const auto sink = data.create_raster(change_tif, change_spec(pair, 1, threads));
    const auto reader = probabilities.open();
    for (const PixelWindow& cell : split(pair.width(), pair.height())) {
        Raster<float> values(cell);
        reader->read(1, cell, values.pixels());
        for (float& v : values.pixels())
            if (v > just_below)
                v = just_below;
        sink->write(1, cell, values.pixels());
    }
    std::vector<float> line;
    for (std::size_t k = 0; k < objects.size(); ++k)
        for (const Run& r : objects[k].runs) {
            line.assign(static_cast<std::size_t>(r.x1 - r.x0), static_cast<float>(verdicts[k]));
            sink->write(1, {r.x0, r.row, r.x1 - r.x0, 1}, line);
        }
    sink->finish();
}

std::vector<ChangeObject> detect_by_evidence(const DataAccess& data, const AlignedPair& files, const PairSource& pair,
                                             const EvidenceDetector& detector, const std::string& change_tif,
                                             const DetectOptions& options, const RunOptions& run, int threads)
{
    const ScratchRaster scratch(change_tif + ".evidence.part.tif");
    write_probabilities(data, pair, detector, scratch.path, run, threads);
    const auto probabilities = data.open_raster(scratch.path);
    const double minimum_m2 = std::max(1.0, options.min_area_m2);
    const auto minimum = static_cast<std::int64_t>(std::ceil(minimum_m2 / (pair.gsd() * pair.gsd())));
    const auto candidates = find_candidates(pair, detector, *probabilities, 0.5, minimum, run, threads);
    const FootprintMaker footprints(pair.grid(), pair.gsd(), files.residual_px);
    std::vector<ChangeObject> objects;
    std::vector<double> verdicts;
    for (const Candidate& c : candidates) {
        const ObjectJudgement judged =
            c.evidence.empty() ? ObjectJudgement{} : judge_object(detector.model(), c.evidence);
        verdicts.push_back(judged.probability);
        if (judged.probability < 0.5)
            continue;
        ChangeObject& object = objects.emplace_back();
        object.number = static_cast<std::int64_t>(objects.size());
        object.kind = judged.kind;
        object.stage = judged.kind == ChangeKind::Groundwork ? BuildStage::Excavation : BuildStage::Unknown;
        object.probability = judged.probability;
        for (const char* name : {"appeared_mean", "change_mean", "rectangularity", "in.d.greenness", "in.d.dark_new",
                                 "in.d.tolerant", "in.d.likeness"}) {
            const auto& names = object_evidence_names();
            const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
            if (!std::isnan(c.evidence[at]))
                object.evidence[name] = static_cast<double>(c.evidence[at]);
        }
        footprints.fill(c.component.outline, object);
    }
    write_change(data, pair, *probabilities, candidates, verdicts, change_tif, threads);
    return objects;
}

/// Buildings can be told from other change where a pixel is small beside them; coarser scenes get the statistical
/// detector.
std::string choose_detector(const PairSource& pair)
{
    constexpr double largest_gsd = 1.5;
    return pair.gsd() <= largest_gsd && pair.bands().size() >= 3 && !shipped_model("didban-evidence.json").empty()
               ? "evidence"
               : "irmad";
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
    out.detector = options.detector == "auto" ? choose_detector(pair) : options.detector;
    if (out.detector == "irmad" || out.detector == "evidence") {
        const IrmadSolution solution = scene_irmad(pair, sample, plain, run, options.exact);
        out.irmad =
            IrmadReport{solution.transform.correlations, solution.iterations, solution.converged, solution.note};
        if (!solution.note.empty())
            out.warnings.push_back("IR-MAD: " + solution.note);
        if (!solution.converged)
            out.warnings.push_back("IR-MAD did not converge in " + std::to_string(solution.iterations) +
                                   " iterations; read its probabilities with care");
        if (out.detector == "evidence") {
            const std::string file = shipped_model("didban-evidence.json");
            if (file.empty())
                throw Error(
                    ErrorKind::Configuration,
                    "didban-evidence.json is not installed; set DIDBAN_MODELS to its folder, or use --detector irmad");
            const auto model = std::make_shared<EvidenceModel>(EvidenceModel::from_json(read_text(file), file));
            const EvidenceDetector detector(evidence_scene(pair, files, sample, solution.transform), model);
            out.objects = detect_by_evidence(data, files, pair, detector, change_tif, options, run, limit.threads());
            return out;
        }
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
                                          "\"; use auto, irmad, learned, evidence, sar, dsm or difference");
    }
    return out;
}

} // namespace didban
