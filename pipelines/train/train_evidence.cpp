#include "pipelines/train/train_evidence.h"

#include "didban/base/error.h"
#include "didban/base/output_path.h"
#include "didban/city/city.h"
#include "didban/report/text_file.h"
#include "pipelines/align/align_scene.h"
#include "pipelines/detect/evidence_pair.h"
#include "pipelines/detect/learned_pair.h"
#include "pipelines/detect/look_back.h"
#include "pipelines/detect/model_files.h"
#include "pipelines/train/candidate_truth.h"
#include "pipelines/train/truth_raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <tuple>

namespace didban {

namespace {

using namespace detect;
using train::truth_raster;
namespace fs = std::filesystem;

constexpr std::int64_t sample_pixels = 1'000'000;
constexpr std::array kinds{ChangeKind::New, ChangeKind::Extended, ChangeKind::Demolished, ChangeKind::Heightened,
                           ChangeKind::Groundwork};
constexpr std::array stages{BuildStage::Excavation, BuildStage::Foundation, BuildStage::Frame, BuildStage::Roofed};

/// A city's last two optical epochs, and the one before them where there is one, on one grid, with its truth.
struct City2 {
    AlignedPair files;
    Raster<std::uint8_t> truth;
};

/// Lays a scene on the reference's grid in the work folder, unless that was done before; returns the residual in
/// pixels.
double lay_on(const DataAccess& data, const Scene& reference, const Scene& scene, const std::string& aligned,
              const RunOptions& run)
{
    const std::string note = aligned + ".residual";
    if (!fs::exists(aligned) || !fs::exists(note)) {
        AlignOptions as_in_watch;
        as_in_watch.on = AlignOn::Structures;
        as_in_watch.use = RasterUse::Work;
        const AlignReport report = align_scene(data, files_of(reference), files_of(scene), aligned, as_in_watch, run);
        TextFile text(note);
        text.write(std::to_string(report.residual_px));
        text.finish();
    }
    double residual = 0.5;
    std::FILE* file = std::fopen(note.c_str(), "r");
    if (file == nullptr || std::fscanf(file, "%lf", &residual) != 1)
        residual = 0.5;
    if (file != nullptr)
        std::fclose(file);
    return residual;
}

City2 open_city(const DataAccess& data, const std::string& folder, const std::string& work, const RunOptions& run)
{
    const City city = read_city((fs::path(folder) / "city.toml").string());
    std::vector<const Scene*> optical;
    for (const Scene& s : city.scenes)
        if (s.kind == SceneKind::Optical)
            optical.push_back(&s);
    if (optical.size() < 2)
        throw Error(ErrorKind::IncompatibleInput,
                    folder + " has fewer than two optical scenes; simulate it with --epochs 2 or more");
    const Scene &b = *optical[optical.size() - 2], &a = *optical.back();
    const auto aligned = [&](const char* suffix, const Scene& scene) {
        const std::string path = (fs::path(work) / (fs::path(folder).filename().string() + suffix)).string();
        Look look = look_of(scene);
        look.path = path;
        look.mask.clear();
        return std::pair(look, lay_on(data, b, scene, path, run));
    };
    City2 out;
    out.files.before = look_of(b);
    std::tie(out.files.after, out.files.residual_px) = aligned(".tif", a);
    if (optical.size() > 2)
        out.files.earlier = aligned("_earlier.tif", *optical[optical.size() - 3]).first;
    out.truth =
        truth_raster(data, (fs::path(folder) / "truth/changes.geojson").string(), data.open_raster(b.path)->info());
    return out;
}

struct ObjectTables {
    TrainingTable object;
    std::map<std::string, TrainingTable> kinds, stages;
};

ObjectTables objects_of(const DataAccess& data, const City2& city, const std::string& network,
                        const std::string& scratch, const RunOptions& run, int threads)
{
    const PairSource pair(data, city.files);
    const Schedule plain = schedule(run, threads, 0, 2 * static_cast<double>(pair.bands().size()) + 4);
    const PairSample sample = sample_pair(pair, plain, run, sample_pixels);
    const EvidenceScene scene =
        evidence_scene(pair, city.files, sample, scene_irmad(pair, sample, plain, run, false).transform);
    const auto detector = learned_detector(pair, sample, network);
    if (!detector->tells_kinds())
        throw Error(ErrorKind::Configuration, network + " does not tell the kinds of change; its card must name them");
    const auto probabilities = write_probabilities(data, pair, *detector, scratch, run, threads);
    const auto minimum = static_cast<std::int64_t>(25 / (pair.gsd() * pair.gsd()));
    const auto candidates = find_candidates(pair, scene, *probabilities.raster, minimum, run, threads);
    auto looked_back = candidates;
    look_back(data, city.files, network, *probabilities.raster, looked_back, scratch + ".earlier.tif", run, threads);
    ObjectTables out;
    const auto start = [](TrainingTable& table) {
        table.names = object_evidence_names();
        table.columns.resize(table.names.size());
    };
    start(out.object);
    for (const ChangeKind kind : kinds)
        start(out.kinds[std::string(name(kind))]);
    for (const BuildStage stage : stages)
        start(out.stages[std::string(name(stage))]);
    // Each candidate counts once: mostly with what an earlier image shows, where there is one, and partly without, for
    // the cities that have none.
    const float known = 0.75F, unknown = city.files.earlier ? 1 - known : 1;
    const auto add = [](TrainingTable& table, const std::vector<float>& row, float weight, bool yes) {
        for (std::size_t k = 0; k < row.size(); ++k)
            table.columns[k].push_back(row[k]);
        table.answers.push_back(yes ? 1 : 0);
        table.weights.push_back(weight);
    };
    const auto add_all = [&](const std::vector<float>& row, float weight, const train::CandidateTruth& truth) {
        add(out.object, row, weight, truth.change);
        if (!truth.change)
            return;
        for (const ChangeKind kind : kinds)
            add(out.kinds[std::string(name(kind))], row, weight, truth.kind == kind);
        if (truth.stage != BuildStage::Unknown)
            for (const BuildStage stage : stages)
                add(out.stages[std::string(name(stage))], row, weight, truth.stage == stage);
    };
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        if (candidates[k].evidence.empty())
            continue;
        const train::CandidateTruth truth = train::truth_of(candidates[k], city.truth);
        add_all(candidates[k].evidence, unknown, truth);
        if (city.files.earlier)
            add_all(looked_back[k].evidence, known, truth);
    }
    return out;
}

/// Candidates of an answer: each has a weight of one in all.
double candidates_in(const TrainingTable& table, std::uint8_t answer)
{
    double sum = 0;
    for (std::size_t i = 0; i < table.rows(); ++i)
        sum += table.answers[i] == answer ? static_cast<double>(table.weights[i]) : 0;
    return sum;
}

/// A model for every answer that there are enough examples for and against.
std::map<std::string, BoostedTrees> fit_each(const std::map<std::string, TrainingTable>& tables,
                                             const TrainOptions& fit, const std::string& what, const RunOptions& run)
{
    constexpr double fewest = 15;
    std::map<std::string, BoostedTrees> out;
    for (const auto& [answer, table] : tables) {
        const double yes = candidates_in(table, 1), no = candidates_in(table, 0);
        if (yes >= fewest && no >= fewest)
            out[answer] = train_trees(table, fit);
        else
            run.log.warn("too few examples of \"" + answer + "\" (" + std::to_string(std::lround(yes)) + "); this " +
                         what + " will not be told");
    }
    return out;
}

std::vector<std::pair<std::string, double>> ranked(const BoostedTrees& trees)
{
    std::vector<std::pair<std::string, double>> out;
    const auto importance = trees.importance();
    for (std::size_t k = 0; k < importance.size(); ++k)
        out.emplace_back(trees.feature_names()[k], importance[k]);
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

} // namespace

TrainEvidenceReport train_evidence(const DataAccess& data, const TrainEvidenceOptions& options, const RunOptions& run)
{
    const std::string network = options.network.empty() ? shipped_or_refuse(construction_network) : options.network;
    const ThreadLimit limit(run.threads);
    const std::string work = options.work.empty() ? options.out + ".work" : options.work;
    check_output_file(options.out);
    make_output_folder(work);

    EvidenceModel model;
    model.network_sha256 = read_card(network).weights_sha256;
    TrainEvidenceReport report;
    ObjectTables objects;
    const std::string scratch = (fs::path(work) / "probabilities.tif").string();
    for (const std::string& folder : options.cities) {
        run.log.info("objects of " + folder);
        const ObjectTables some =
            objects_of(data, open_city(data, folder, work, run), network, scratch, run, limit.threads());
        objects.object.append(some.object);
        for (const auto& [kind, table] : some.kinds)
            objects.kinds[kind].append(table);
        for (const auto& [stage, table] : some.stages)
            objects.stages[stage].append(table);
    }
    report.true_candidates = static_cast<std::size_t>(std::lround(candidates_in(objects.object, 1)));
    report.candidates =
        report.true_candidates + static_cast<std::size_t>(std::lround(candidates_in(objects.object, 0)));
    TrainOptions fit;
    fit.seed = options.seed;
    run.log.info("fitting the object models to " + std::to_string(report.candidates) + " candidates, " +
                 std::to_string(report.true_candidates) + " of them construction");
    fit.trees = 400;
    fit.depth = 4;
    fit.rate = 0.03;
    fit.minimum_weight = 8;
    fit.shrink = 2;
    fit.feature_share = 0.4;
    model.object = train_trees(objects.object, fit);
    fit.trees = 40;
    fit.depth = 3;
    fit.rate = 0.06;
    model.kinds = fit_each(objects.kinds, fit, "kind", run);
    model.stages = fit_each(objects.stages, fit, "stage", run);
    model.provenance = "didban train evidence --seed " + std::to_string(options.seed) + " --cities";
    for (const std::string& city : options.cities)
        model.provenance += " " + fs::path(city).filename().string();
    write_text_file(options.out, model.to_json());
    report.object_importance = ranked(model.object);
    return report;
}

} // namespace didban
