#include "pipelines/detect/detect_change.h"

#include "didban/base/number_text.h"
#include "didban/change/index_detector.h"
#include "didban/change/infrared_veto.h"
#include "didban/change/irmad_detector.h"
#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/fuse.h"
#include "pipelines/detect/learned_pair.h"
#include "pipelines/detect/look_back.h"
#include "pipelines/detect/methods.h"
#include "pipelines/detect/model_files.h"
#include "pipelines/detect/series.h"
#include "pipelines/detect/sunlight.h"
#include "pipelines/imagery/band_order.h"
#include "pipelines/imagery/open_scene.h"

#include <limits>
#include <string_view>

namespace didban {

namespace {

using namespace detect;

constexpr std::int64_t largest_whole = 4'000'000; ///< pixels up to which a scene is taken whole
constexpr std::int64_t sample_pixels = 1'000'000; ///< of larger ones
constexpr double outside_worth_saying = 0.3; ///< share of blocks unlike the training imagery from which the run says so

/// Buildings can be told from other change where a pixel is small beside them; coarser scenes get the statistical
/// detector. One network was trained on real colour pictures, the evidence on simulated ones of four bands with
/// near-infrared: neither sees much in what the other knows, so both are asked where both can be.
DetectorChoice choose_detector(const std::vector<std::string>& bands, double gsd, const DetectOptions& options)
{
    if (options.detector != DetectorChoice::Auto)
        return options.detector;
    if (!options.model.empty())
        return DetectorChoice::Learned;
    constexpr double largest_gsd = 1.5;
    const bool infrared = std::find(bands.begin(), bands.end(), "nir") != bands.end();
    const bool evidence = infrared && gsd <= largest_gsd && bands.size() >= 4 &&
                          !shipped_model(evidence_model).empty() && !shipped_model(construction_network).empty();
    const std::string network = shipped_model(buildings_network);
    const bool learned = !network.empty() && fits(network, bands, gsd);
    if (evidence)
        return learned ? DetectorChoice::Fused : DetectorChoice::Evidence;
    return learned ? DetectorChoice::Learned : DetectorChoice::Irmad;
}

bool compares_without_names(DetectorChoice detector)
{
    return detector == DetectorChoice::Irmad || detector == DetectorChoice::Difference ||
           detector == DetectorChoice::Sar || detector == DetectorChoice::Dsm;
}

IrmadSolution run_irmad(const Job& job, const Schedule& plan, DetectResult& out)
{
    const IrmadSolution solution = scene_irmad(job.pair, job.sample, plan, job.run, job.options.exact);
    out.irmad = IrmadReport{solution.transform.correlations, solution.iterations, solution.converged, solution.note};
    if (!solution.note.empty())
        out.warnings.push_back("IR-MAD: " + solution.note);
    if (!solution.converged)
        out.warnings.push_back("IR-MAD did not converge in " + std::to_string(solution.iterations) +
                               " iterations; read its probabilities with care");
    return solution;
}

void detect_irmad(const Job& job, const IrmadSolution& solution, DetectResult& out)
{
    ChiSquareHistogram histogram;
    std::vector<double> chi(job.sample.pixels());
    solution.transform.chi_square(job.sample.part(0, job.sample.pixels()), chi);
    histogram.add(chi);
    const IrmadDetector detector(solution.transform, fit_change_posterior(histogram, solution.transform.kept.size()));
    out.objects = detect_by_pixel(job, detector, true);
}

/// The objects that a network found. Says when much of the imagery is unlike its training imagery, and trusts them
/// less.
std::vector<ChangeObject> trusted(NetworkObjects found, DetectResult& out)
{
    out.closer_share = found.looks.closer_share();
    const double outside = found.looks.unlike_share();
    if (outside <= outside_worth_saying)
        return std::move(found.objects);
    out.warnings.emplace_back(text::fixed(100 * outside, 0) +
                              " % of the imagery is unlike what the network was trained on; its probabilities are "
                              "lowered");
    for (ChangeObject& object : found.objects)
        object.probability = 0.5 + (object.probability - 0.5) * (1 - outside);
    return std::move(found.objects);
}

std::vector<ChangeObject> detect_evidence(const Job& job, const IrmadSolution& solution, DetectResult& out)
{
    const std::string file = shipped_or_refuse(evidence_model);
    const EvidenceModel model = EvidenceModel::from_json(read_text(file), file);
    const std::string network_onnx = shipped_or_refuse(construction_network);
    const auto network = learned_detector(job.pair, job.sample, network_onnx);
    if (!network->tells_kinds() || network->card().weights_sha256 != model.network_sha256)
        throw Error(ErrorKind::Configuration, file + " was fitted on another network than " +
                                                  shipped_model(construction_network) +
                                                  "; fit it again with didban train evidence");
    out.warnings.emplace_back("the evidence detector was fitted on simulated cities alone; how well it does on real "
                              "imagery of four bands is unknown");
    return trusted(detect_by_evidence(job, *network, network_onnx,
                                      evidence_scene(job.pair, job.files, job.sample, solution.transform), model),
                   out);
}

std::vector<ChangeObject> detect_learned(const Job& job, DetectResult& out)
{
    const std::string file = job.options.model.empty() ? shipped_or_refuse(buildings_network) : job.options.model;
    const auto detector = learned_detector(job.pair, job.sample, file);
    const ModelCard& card = detector->card();
    if (job.pair.gsd() > card.coarsest_gsd_m)
        out.warnings.emplace_back("the pixels of " + text::fixed(job.pair.gsd(), 2) +
                                  " m are coarser than the network's training imagery (up to " +
                                  text::fixed(card.coarsest_gsd_m, 2) + " m)");
    if (!InfraredVeto::fits(job.pair.bands()))
        return trusted(detect_by_network(job, *detector, card.core), out);
    return trusted(detect_by_network(job, InfraredVeto(*detector, job.pair.bands()), card.core), out);
}

/// The evidence first. Where it knows the imagery it decides alone, at two thirds of the cost of both; elsewhere the
/// network on colour decides and the evidence confirms.
std::vector<ChangeObject> detect_fused(const Job& job, const IrmadSolution& solution, DetectResult& out)
{
    using Way = ScenePasses::Way;
    const ScratchRaster colour_map(job.data, job.change_tif + ".colour.part.tif");
    AlignedPair files = job.files;
    files.series += colour_series;
    const PairSource pair(job.data, files);
    const Job by_colour{job.data,        job.files,          pair,       job.sample, job.options, job.run,
                        colour_map.path, RasterUse::Scratch, job.threads};
    const std::string decide = job.pair.series() + decide_pass;
    const auto way = [&](const std::string& pass) { return job.run.passes ? job.run.passes->way(pass) : Way::Whole; };
    DetectResult of_colour, of_four;
    if (way(pair.series() + weigh_pass) == Way::Part) {
        if (job.run.passes->answer(decide, 0) == name(DetectorChoice::Evidence))
            throw PartMeasured{}; // nobody will ask
        return detect_learned(by_colour, of_colour);
    }
    std::vector<ChangeObject> by_evidence = detect_evidence(job, solution, of_four);
    out.decided_by = knows_imagery(by_evidence) ? DetectorChoice::Evidence : DetectorChoice::Learned;
    if (way(decide) == Way::Part) {
        job.run.passes->put(0, std::string(name(out.decided_by)));
        throw PartMeasured{};
    }
    if (out.decided_by == DetectorChoice::Evidence) {
        out.closer_share = 0;
        out.warnings.insert(out.warnings.end(), of_four.warnings.begin(), of_four.warnings.end());
        out.warnings.emplace_back("four bands: the evidence detector is sure of what it finds here and decides; the "
                                  "network on red, green and blue was not asked");
        return by_evidence;
    }
    Found colour{colour_map.path, detect_learned(by_colour, of_colour)};
    out.closer_share = of_colour.closer_share;
    out.warnings.insert(out.warnings.end(), of_colour.warnings.begin(), of_colour.warnings.end());
    out.warnings.emplace_back("four bands: the network on red, green and blue decides, since the evidence detector, "
                              "fitted on simulated cities, is not sure of what it finds here");
    work_rasters(job.data).remove_raster(job.change_tif); // the map of the one that does not decide
    return take_confirmed(job, std::move(colour), by_evidence);
}

struct MapFile {
    std::string path;
    RasterUse use{RasterUse::Work};
};
DetectResult detect_onto(const DataAccess& data, const AlignedPair& files, const MapFile& map,
                         const DetectOptions& options, const RunOptions& run);

/// Looks again at each later date and keeps what they all show; a SAR series has been weighed as a whole.
void keep_what_lasts(const Job& job, DetectResult& out)
{
    if (job.files.later.empty() || out.detector == DetectorChoice::Sar)
        return;
    DetectOptions same = job.options;
    same.detector = out.decided_by;
    std::vector<std::unique_ptr<ScratchRaster>> scratch;
    std::vector<std::string> maps;
    for (const Look& scene : job.files.later) {
        AlignedPair pair = job.files;
        pair.after = scene;
        pair.later.clear();
        pair.earlier.reset();
        pair.series = job.files.series + "later-" + std::to_string(maps.size()) + "-";
        for (Look* look : {&pair.before, &pair.after}) {
            look->dsm.clear();
            look->sun_azimuth.reset();
        }
        maps.push_back(job.change_tif + ".later" + std::to_string(maps.size()) + ".part.tif");
        scratch.push_back(std::make_unique<ScratchRaster>(job.data, maps.back()));
        (void)detect_onto(job.data, pair, {maps.back(), RasterUse::Scratch}, same, job.run);
    }
    const std::size_t dropped = keep_persistent(job, maps, out.objects);
    if (dropped > 0)
        out.warnings.push_back(std::to_string(dropped) +
                               " change objects did not last on the later dates and were dropped");
}

/// An order of bands that nobody named is said, and refused when the pixels contradict it. What is wrong with the
/// names alone does not matter `without_names`.
void check_order(const PairSource& pair, const PairSample& sample, bool without_names,
                 std::vector<std::string>& warnings)
{
    std::string assumed = pair.grid().name + " and " + pair.after_name() +
                          ": nothing says which band is which; their order was assumed (in common: ";
    for (const std::string& band : pair.bands())
        assumed += (&band == &pair.bands().front() ? "" : ", ") + band;
    assumed += ")";
    const OrderDoubts doubts = order_doubts(pair.bands(), sample.before, sample.after);
    if (doubts.between_dates.empty() && (without_names || doubts.infrared.empty())) {
        warnings.push_back(assumed + (doubts.infrared.empty()
                                          ? ", which their pixels do not contradict"
                                          : ", but " + doubts.infrared + "; this detector does without the names"));
        return;
    }
    throw Error(ErrorKind::IncompatibleInput,
                assumed + ", but " + (doubts.between_dates.empty() ? doubts.infrared : doubts.between_dates) +
                    "; name the bands of both, in file order");
}

DetectResult detect_onto(const DataAccess& data, const AlignedPair& files, const MapFile& map,
                         const DetectOptions& options, const RunOptions& run)
{
    const ThreadLimit limit(run.threads);
    const PairSource pair(data, files);
    const Schedule plain = schedule(run, limit.threads(), 0, 2 * static_cast<double>(pair.bands().size()) + 4);
    const std::int64_t pixels = pair.width() * pair.height();
    const PairSample sample = sample_pair(pair, plain, run, pixels > largest_whole ? sample_pixels : largest_whole);
    // Where shadow is marked, that step writes the map that stays.
    const bool marks_shadow = sun_of(files.before) || sun_of(files.after);
    const Job job{data,           files, pair,     sample,
                  options,        run,   map.path, marks_shadow ? RasterUse::Scratch : map.use,
                  limit.threads()};

    DetectResult out;
    out.observed_share =
        static_cast<double>(sample.seen) / (static_cast<double>(pair.width()) * static_cast<double>(pair.height()));
    out.detector = out.decided_by = choose_detector(pair.bands(), pair.gsd(), options);
    if (files.order_assumed && pair.bands().size() > 1)
        check_order(pair, sample, compares_without_names(out.detector), out.warnings);
    switch (out.detector) {
    case DetectorChoice::Irmad:
        detect_irmad(job, run_irmad(job, plain, out), out);
        break;
    case DetectorChoice::Evidence:
        out.objects = detect_evidence(job, run_irmad(job, plain, out), out);
        break;
    case DetectorChoice::Learned:
        out.objects = detect_learned(job, out);
        break;
    case DetectorChoice::Fused:
        out.objects = detect_fused(job, run_irmad(job, plain, out), out);
        break;
    case DetectorChoice::Dsm:
        out.objects = detect_by_height(job);
        break;
    case DetectorChoice::Sar:
        out.objects = detect_by_sar(job, out.warnings);
        break;
    case DetectorChoice::Index:
        out.objects =
            trusted(detect_by_network(job, IndexDetector(pair.bands(), sample.part(0, sample.pixels()))), out);
        break;
    case DetectorChoice::Difference:
        out.objects = detect_by_pixel(job, DifferenceDetector(sample.part(0, sample.pixels())), false);
        break;
    case DetectorChoice::Auto:
        break; // choose_detector has put another in its place
    }
    if (out.detector != DetectorChoice::Dsm)
        add_heights(job, out.objects);
    keep_what_lasts(job, out);
    add_shadow_heights(job, out.objects);
    out.observed_share -= mark_shadow_unseen(job);
    return out;
}

} // namespace

DetectorChoice detector_for(const DataAccess& data, const SceneFiles& before, const SceneFiles& after,
                            const DetectOptions& options)
{
    const RasterInfo b = data.open_raster(before.path)->info(), a = data.open_raster(after.path)->info();
    std::vector<std::string> bands;
    for (SharedBand& band : shared_bands(before, b, after, a))
        bands.push_back(std::move(band.name));
    return choose_detector(bands, ground_size(b, 0), options);
}

std::vector<SharedPass> shared_passes(DetectorChoice detector, bool looks_back)
{
    std::vector<SharedPass> out{{sample_pass}};
    const bool fused = detector == DetectorChoice::Fused, evidence = fused || detector == DetectorChoice::Evidence;
    if (detector == DetectorChoice::Irmad || detector == DetectorChoice::Difference)
        out.push_back({detect_pass});
    if (evidence || detector == DetectorChoice::Learned || detector == DetectorChoice::Index)
        out.push_back({weigh_pass});
    if (looks_back && evidence)
        for (const char* pass : {sample_pass, weigh_pass})
            out.push_back({std::string(earlier_series) + pass});
    if (fused) {
        out.push_back({decide_pass, false});
        out.push_back({std::string(colour_series) + weigh_pass});
    }
    return out;
}

void measure_look_back(const DataAccess& data, const AlignedPair& pair, const std::string& scratch,
                       const RunOptions& run)
{
    const ThreadLimit limit(run.threads);
    measure_earlier(data, pair, shipped_or_refuse(construction_network), scratch, run, limit.threads());
}

DetectResult detect_change(const DataAccess& data, const AlignedPair& files, const std::string& change_tif,
                           const DetectOptions& options, const RunOptions& run)
{
    return detect_onto(data, files, {change_tif}, options, run);
}

void write_change_map(const DataAccess& data, const std::string& change_tif, const std::string& out,
                      const RunOptions& run)
{
    if (run.stop.stop_requested())
        throw Error(ErrorKind::Interrupted,
                    "interrupted before the change map was written; run the same command again");
    const ThreadLimit limit(run.threads);
    work_rasters(data).publish_raster(change_tif, out, limit.threads());
}

} // namespace didban
