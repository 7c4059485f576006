#include "didban/pipelines/train_evidence.h"

#include "../detect/evidence_pair.h"
#include "didban/base/error.h"
#include "didban/city/city.h"
#include "didban/report/text_file.h"
#include "truth_raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

namespace didban {

namespace {

using namespace detect;
using train::kind_of;
using train::truth_raster;
namespace fs = std::filesystem;

constexpr std::int64_t sample_pixels = 1'000'000;
constexpr double found_share = 0.3; ///< of a candidate that must be labelled for it to count as true

/// A city's last two optical epochs on one grid, with its truth.
struct City2 {
    AlignedPair files;
    Raster<std::uint8_t> truth;
};

SceneFiles files_of(const Scene& s)
{
    return {s.path, s.mask, s.bands};
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
    City2 out;
    out.files.before = files_of(b);
    out.files.after = files_of(a);
    out.files.after.mask.clear();
    out.files.after.path = (fs::path(work) / (fs::path(folder).filename().string() + ".tif")).string();
    const std::string note = out.files.after.path + ".residual";
    if (!fs::exists(out.files.after.path) || !fs::exists(note)) {
        const AlignReport report = align_scene(data, files_of(b), files_of(a), out.files.after.path, {}, run);
        TextFile text(note);
        text.write(std::to_string(report.residual_px));
        text.finish();
    }
    std::FILE* file = std::fopen(note.c_str(), "r");
    if (file == nullptr || std::fscanf(file, "%lf", &out.files.residual_px) != 1)
        out.files.residual_px = 0.5;
    if (file != nullptr)
        std::fclose(file);
    out.files.sun_azimuth_before = b.sun_azimuth;
    out.files.sun_azimuth_after = a.sun_azimuth;
    out.truth =
        truth_raster(data, (fs::path(folder) / "truth/changes.geojson").string(), data.open_raster(b.path)->info());
    return out;
}

/// A number in [0, 1) that belongs to a pixel.
double lot(std::int64_t x, std::int64_t y, std::uint64_t seed)
{
    std::uint64_t z =
        (static_cast<std::uint64_t>(x) << 32 ^ static_cast<std::uint64_t>(y)) + seed * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

/// Labelled pixels: `change` answers "changed?", `appeared` (changed pixels only) "put there rather than taken away?".
struct PixelTables {
    TrainingTable change, appeared;
};

PixelTables sample_labels(const EvidencePlanes& planes, const Raster<std::uint8_t>& truth, std::uint64_t seed)
{
    PixelTables out;
    for (TrainingTable* t : {&out.change, &out.appeared}) {
        t->names = evidence_names();
        t->columns.resize(t->names.size());
    }
    const auto wide = static_cast<std::size_t>(
        std::find(evidence_names().begin(), evidence_names().end(), "d.tolerant_wide") - evidence_names().begin());
    const PixelWindow& w = planes.window;
    for (std::int64_t row = 0; row < w.height; ++row)
        for (std::int64_t col = 0; col < w.width; ++col) {
            if (planes.seen.at(col, row) == 0)
                continue;
            const auto kind = kind_of(truth.at(w.x0 + col, w.y0 + row));
            // Where something differs is where mistakes are made; quiet ground is drawn thinly and weighs as what it
            // stands for.
            const double differs = static_cast<double>(planes.planes[wide].at(col, row));
            const double share = kind ? 0.15 : differs > 0.08 ? 0.015 : 0.004;
            if (lot(w.x0 + col, w.y0 + row, seed) >= share)
                continue;
            const auto add = [&](TrainingTable& table, bool yes, double weight) {
                for (std::size_t k = 0; k < planes.planes.size(); ++k)
                    table.columns[k].push_back(planes.planes[k].at(col, row));
                table.answers.push_back(yes ? 1 : 0);
                table.weights.push_back(static_cast<float>(weight));
            };
            // Changed pixels count six times what they are: a missed building costs more than a candidate looked at
            // twice.
            add(out.change, kind.has_value(), (kind ? 6.0 : 1.0) * 0.015 / share);
            if (kind)
                add(out.appeared, *kind != ChangeKind::Demolished, 1);
        }
    return out;
}

PixelTables pixels_of(const DataAccess& data, const City2& city, std::uint64_t seed, const RunOptions& run, int threads)
{
    const PairSource pair(data, city.files);
    const Schedule plain = schedule(run, threads, 0, 2 * static_cast<double>(pair.bands().size()) + 4);
    const PairSample sample = sample_pair(pair, plain, run, sample_pixels);
    const EvidenceScene scene =
        evidence_scene(pair, city.files, sample, scene_irmad(pair, sample, plain, run, false).transform);
    const std::int64_t halo = evidence_halo(scene.gsd);
    const Schedule plan = schedule(run, threads, halo, 2 * static_cast<double>(pair.bands().size()) + 60);
    std::vector<PixelTables> cells(split(pair.width(), pair.height()).size());
    map_cells(
        pair, halo, plan, run, "sampling evidence",
        [&](const PairCell& cell) { return sample_labels(evidence_planes(cell, scene), city.truth, seed); },
        [&](const PixelWindow& cell, PixelTables table) { cells[cell_number(cell, pair.width())] = std::move(table); });
    PixelTables out;
    for (const PixelTables& cell : cells) {
        out.change.append(cell.change);
        out.appeared.append(cell.appeared);
    }
    return out;
}

struct ObjectTables {
    TrainingTable object;
    std::map<std::string, TrainingTable> kinds;
};

ObjectTables objects_of(const DataAccess& data, const City2& city, const std::shared_ptr<const EvidenceModel>& model,
                        const std::string& scratch, const RunOptions& run, int threads)
{
    const PairSource pair(data, city.files);
    const Schedule plain = schedule(run, threads, 0, 2 * static_cast<double>(pair.bands().size()) + 4);
    const PairSample sample = sample_pair(pair, plain, run, sample_pixels);
    const EvidenceDetector detector(
        evidence_scene(pair, city.files, sample, scene_irmad(pair, sample, plain, run, false).transform), model);
    write_probabilities(data, pair, detector, scratch, run, threads);
    const auto minimum = static_cast<std::int64_t>(25 / (pair.gsd() * pair.gsd()));
    const auto candidates = find_candidates(pair, detector, *data.open_raster(scratch), 0.5, minimum, run, threads);
    ObjectTables out;
    const auto start = [](TrainingTable& table) {
        table.names = object_evidence_names();
        table.columns.resize(table.names.size());
    };
    start(out.object);
    constexpr std::array kinds{ChangeKind::New, ChangeKind::Extended, ChangeKind::Demolished, ChangeKind::Heightened,
                               ChangeKind::Groundwork};
    for (const ChangeKind kind : kinds)
        start(out.kinds[std::string(name(kind))]);
    const auto add = [](TrainingTable& table, const std::vector<float>& row, bool yes) {
        for (std::size_t k = 0; k < row.size(); ++k)
            table.columns[k].push_back(row[k]);
        table.answers.push_back(yes ? 1 : 0);
        table.weights.push_back(1);
    };
    for (const Candidate& c : candidates) {
        if (c.evidence.empty())
            continue;
        std::array<std::int64_t, 6> labels{};
        std::int64_t all = 0;
        for (const Run& r : c.runs)
            for (std::int64_t x = r.x0; x < r.x1; ++x) {
                ++labels[city.truth.at(x, r.row)];
                ++all;
            }
        const bool is_change = static_cast<double>(all - labels[0]) >= found_share * static_cast<double>(all);
        add(out.object, c.evidence, is_change);
        if (!is_change)
            continue;
        const auto most = std::max_element(labels.begin() + 1, labels.end()) - labels.begin();
        for (const ChangeKind kind : kinds)
            add(out.kinds[std::string(name(kind))], c.evidence, most == 1 + static_cast<int>(kind));
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

float gate_of(const TrainingTable& table)
{
    const auto at = static_cast<std::size_t>(std::find(table.names.begin(), table.names.end(), "d.tolerant_wide") -
                                             table.names.begin());
    std::vector<float> changed;
    for (std::size_t i = 0; i < table.rows(); ++i)
        if (table.answers[i] == 1)
            changed.push_back(table.columns[at][i]);
    std::sort(changed.begin(), changed.end());
    return std::round(changed[changed.size() / 100] * 1e4F) / 1e4F;
}

EvidenceModel pixel_models(const PixelTables& pixels, std::uint64_t seed)
{
    EvidenceModel out;
    TrainOptions fit;
    fit.trees = 140;
    fit.depth = 6;
    fit.rate = 0.12;
    fit.minimum_weight = 60;
    fit.sample_share = 0.4;
    fit.seed = seed;
    out.pixel = train_trees(pixels.change, fit);
    fit.trees = 40;
    fit.depth = 4;
    out.appeared = train_trees(pixels.appeared, fit);
    out.gate = gate_of(pixels.change);
    return out;
}

} // namespace

TrainEvidenceReport train_evidence(const DataAccess& data, const TrainEvidenceOptions& options, const RunOptions& run)
{
    if (options.cities.size() < 2)
        throw Error(
            ErrorKind::Usage,
            "training needs at least two cities: one half for the pixel models, the other for the object models");
    const ThreadLimit limit(run.threads);
    const std::string work = options.work.empty() ? options.out + ".work" : options.work;
    std::error_code failed;
    fs::create_directories(work, failed);
    if (failed)
        throw Error(ErrorKind::OutputFailed, "the folder " + work + " cannot be created: " + failed.message());

    TrainEvidenceReport report;
    std::vector<City2> cities;
    std::array<PixelTables, 2> halves;
    for (std::size_t k = 0; k < options.cities.size(); ++k) {
        run.log.info("pixels of " + options.cities[k]);
        cities.push_back(open_city(data, options.cities[k], work, run));
        const PixelTables some = pixels_of(data, cities.back(), options.seed, run, limit.threads());
        halves[k % 2].change.append(some.change);
        halves[k % 2].appeared.append(some.appeared);
    }

    // Objects of one half are found by the pixels of the other; in use, the pixels of both find them.
    std::array<std::shared_ptr<EvidenceModel>, 2> honest;
    for (std::size_t h = 0; h < 2; ++h)
        honest[h] = std::make_shared<EvidenceModel>(pixel_models(halves[h], options.seed));
    halves[0].change.append(halves[1].change);
    halves[0].appeared.append(halves[1].appeared);
    report.pixels = halves[0].change.rows();
    report.changed_pixels = halves[0].appeared.rows();
    run.log.info("fitting the pixel models to " + std::to_string(report.pixels) + " pixels, " +
                 std::to_string(report.changed_pixels) + " of them changed");
    const auto model = std::make_shared<EvidenceModel>(pixel_models(halves[0], options.seed));
    halves = {};

    ObjectTables objects;
    const std::string scratch = (fs::path(work) / "probabilities.tif").string();
    for (std::size_t k = 0; k < cities.size(); ++k) {
        run.log.info("objects of " + options.cities[k]);
        const ObjectTables some = objects_of(data, cities[k], honest[1 - k % 2], scratch, run, limit.threads());
        objects.object.append(some.object);
        for (const auto& [kind, table] : some.kinds)
            objects.kinds[kind].append(table);
    }
    report.candidates = objects.object.rows();
    report.true_candidates = objects.kinds.begin()->second.rows();
    TrainOptions fit;
    fit.seed = options.seed;
    run.log.info("fitting the object models to " + std::to_string(report.candidates) + " candidates, " +
                 std::to_string(report.true_candidates) + " of them construction");
    fit.trees = 200;
    fit.depth = 4;
    fit.rate = 0.06;
    fit.minimum_weight = 8;
    fit.shrink = 2;
    fit.feature_share = 0.4;
    model->object = train_trees(objects.object, fit);
    fit.trees = 40;
    fit.depth = 3;
    for (const auto& [kind, table] : objects.kinds) {
        const auto yes = std::count(table.answers.begin(), table.answers.end(), 1);
        if (yes >= 15 && yes + 15 <= static_cast<std::ptrdiff_t>(table.rows()))
            model->kinds[kind] = train_trees(table, fit);
        else
            run.log.warn("too few examples of \"" + kind + "\" (" + std::to_string(yes) +
                         "); this kind will not be told");
    }
    model->provenance = "didban train evidence --seed " + std::to_string(options.seed) + " --cities";
    for (const std::string& city : options.cities)
        model->provenance += " " + fs::path(city).filename().string();
    TextFile file(options.out);
    file.write(model->to_json());
    file.finish();
    report.pixel_importance = ranked(model->pixel);
    report.object_importance = ranked(model->object);
    return report;
}

} // namespace didban
