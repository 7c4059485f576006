#include "pipelines/watch/watch.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/detect/model_inputs.h"
#include "pipelines/ground/building_tops.h"
#include "pipelines/ground/measure_offsets.h"
#include "pipelines/ground/weigh_buildings.h"
#include "pipelines/imagery/view_lean.h"
#include "pipelines/imagery/warp_pixels.h"
#include "pipelines/imagery/working_grids.h"
#include "pipelines/judge/judge_report.h"
#include "pipelines/run/record_inputs.h"
#include "pipelines/run/work_store.h"
#include "pipelines/watch/series.h"
#include "pipelines/watch/step_text.h"
#include "pipelines/zonal/zonal.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace didban {

namespace {

namespace fs = std::filesystem;

/// Registration error of a scene that lies where its georeference says and could not be checked, metres.
constexpr double unchecked_registration_m = 2.0;

SceneFiles files_of(const Scene& s)
{
    return {s.path, s.mask, s.bands};
}

std::string file_name(std::string text)
{
    for (char& c : text)
        if (c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) <= ' ')
            c = '_';
    return text;
}

/// Seconds of each step, for run.json.
class Stopwatch {
public:
    void lap(const std::string& step, report::RunRecord& record)
    {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        record.timing.emplace_back(step + "_s", std::round(seconds * 100) / 100);
        last_ = now;
    }

private:
    std::chrono::steady_clock::time_point last_{std::chrono::steady_clock::now()};
};

class Watch {
public:
    Watch(const DataAccess& data, const City& city, const WatchOptions& options, const RunOptions& run)
        : folder_(options.report.output), data_(data), city_(city), options_(options), run_(run),
          series_(plan_series(data, city, options.from, options.to, detector())), pair_(series_.pair)
    {
    }

    RunSummary go()
    {
        record_.command = "watch";
        record_.version = options_.report.version;
        record_.before = pair_.before.name;
        record_.after = pair_.after.name;
        const CityData loaded = load_for_run(data_, city_, run_, record_);
        check_ledger(data_, loaded, options_.report, run_);
        const PlanData plan = load_plan(data_, city_, loaded.crs, run_);
        if (!plan.known)
            record_.warnings.push_back("the city names no plan: zone limits and restricted areas are unknown");
        std::optional<StandingBuildings> buildings;
        if (city_.buildings)
            buildings = standing_buildings(data_, city_, loaded.crs, pair_.before.day, run_, record_);
        note_inputs();
        clock_.lap("load", record_);

        WorkStore store(folder_, key(), stamps_, run_);
        check_scenes(data_, all_scenes(), run_);
        const SceneFiles before = prepare_before(loaded.crs, store);
        const WorkingGrid grid = grid_of(data_, before.path);
        check_cadastre(loaded, grid);
        const std::vector<AlignedScene> aligned = align_after(before, grid, store);
        const bool looks_back = align_earlier(before, store);
        clock_.lap("align", record_);
        DetectResult changes = detect(before, grid, aligned, looks_back, store);
        if (buildings) {
            weigh_buildings(buildings->map, measured_building_counts(), loaded.parcels, changes.objects,
                            buildings->record);
            record_.buildings = buildings->record;
        }
        clock_.lap("detect", record_);
        const std::vector<double> observed = observed_shares(store.work("change.tif"), loaded.parcels);
        clock_.lap("observe", record_);
        const ViewLean lean{lean_per_metre(pair_.before), lean_per_metre(pair_.after)};
        CadastreOnImage lies = measure_offsets(data_, {before.path, store.work("after.tif"), lean}, loaded.parcels,
                                               city_.cadastre_accuracy_m, run_);
        note_offsets(lies);
        clock_.lap("cadastre_offset", record_);

        const std::vector<Period> periods(changes.objects.size(), Period{pair_.before.day, pair_.after.day});
        JudgeInput input{loaded,
                         plan,
                         changes.objects,
                         periods,
                         {pair_.before.day, pair_.after.day},
                         observed,
                         accuracy(grid, aligned),
                         {},
                         {}};
        input.ground = std::move(lies.of_parcel);
        input.lean = lean;
        input.judge.min_area_m2 = city_.min_area_m2;
        const std::string map_name = "change_" + file_name(pair_.after.name) + ".tif";
        place_copy(store.work("change.tif"), store.result(map_name));
        note_result(changes, aligned, grid);
        record_.timing.emplace_back("threads", std::int64_t{run_.threads});
        record_.timing.emplace_back("tile_size", std::int64_t{run_.tile_size});
        record_.timing.emplace_back("memory_mb", std::int64_t{run_.memory_mb});
        std::vector<report::Evidence> evidence{{"change_map", map_name, sha256_file(store.result(map_name))}};
        for (const report::InputRecord& i : record_.inputs)
            if (i.role == "scene " + pair_.before.scenes.front()->id)
                evidence.push_back({"before", i.path, i.sha256});
            else if (i.role == "scene " + pair_.after.scenes.front()->id)
                evidence.push_back({"after", i.path, i.sha256});
        return report_run(data_, input, evidence, std::move(record_), options_.report, store, run_);
    }

private:
    [[nodiscard]] std::vector<const Scene*> compared_scenes() const
    {
        std::vector<const Scene*> all = pair_.before.scenes;
        all.insert(all.end(), pair_.after.scenes.begin(), pair_.after.scenes.end());
        return all;
    }
    [[nodiscard]] std::vector<const Scene*> all_scenes() const
    {
        std::vector<const Scene*> all = compared_scenes();
        if (series_.earlier)
            all.insert(all.end(), series_.earlier->scenes.begin(), series_.earlier->scenes.end());
        for (const Epoch& e : series_.confirming)
            all.insert(all.end(), e.scenes.begin(), e.scenes.end());
        if (with_dsm()) {
            all.insert(all.end(), pair_.before.dsms.begin(), pair_.before.dsms.end());
            all.insert(all.end(), pair_.after.dsms.begin(), pair_.after.dsms.end());
        }
        return all;
    }
    [[nodiscard]] bool with_dsm() const { return !pair_.before.dsms.empty() && !pair_.after.dsms.empty(); }

    void note_inputs()
    {
        record_.inputs = record_inputs(city_, stamps_);
        run_.log.info("hashing the images of " + pair_.before.day.iso() + " and " + pair_.after.day.iso());
        for (const Scene* s : all_scenes()) {
            record_.inputs.push_back(record_input(city_, "scene " + s->id, s->path, stamps_));
            if (!s->mask.empty() && s->mask != "SCL")
                record_.inputs.push_back(record_input(city_, "mask " + s->id, s->mask, stamps_));
        }
        record_.parameters.emplace_back("detector", detector());
        record_.parameters.emplace_back("model", city_.model.empty() ? std::string("built-in") : city_.model);
        models_ = model_files(city_, detector(), stamps_);
    }

    [[nodiscard]] std::string detector() const
    {
        return options_.detector.empty() ? city_.detector : options_.detector;
    }

    /// Digest of all that can change the work files.
    [[nodiscard]] std::string key() const
    {
        Sha256 all;
        all.add(record_.version + "\n" + detector() + "\n" + city_.model + "\n" + std::to_string(city_.min_area_m2) +
                "\n" + pair_.before.name + "\n" + pair_.after.name + "\n");
        for (const report::InputRecord& i : record_.inputs)
            all.add(i.role + "\n" + i.path + "\n" + i.sha256 + "\n");
        for (const ModelFile& m : models_)
            all.add(m.detector + "\n" + m.record.sha256 + "\n");
        return all.finish_hex().substr(0, 16);
    }

    SceneFiles prepare_before(const Crs& crs, WorkStore& store)
    {
        if (usable_as_it_is(data_, pair_.before, crs))
            return files_of(*pair_.before.scenes.front());
        const SceneFiles prepared{store.work("before.tif"), "", pair_.before.scenes.front()->bands};
        std::string ignored;
        if (store.finished("before", ignored))
            return prepared;
        run_.log.info("bringing the image of " + pair_.before.day.iso() + " into " + crs.name());
        const WorkingGrid grid = grid_around(data_, pair_.before, crs);
        std::vector<std::string> pieces;
        for (const Scene* s : pair_.before.scenes) {
            pieces.push_back(store.work("before_" + std::to_string(pieces.size()) + ".tif"));
            warp_scene(data_, files_of(*s), grid, pieces.back(), run_);
        }
        lay_together(pieces, prepared.path);
        store.finish_step("before", "{}", {"before.tif"});
        return prepared;
    }

    void lay_together(const std::vector<std::string>& pieces, const std::string& out) const
    {
        if (pieces.size() == 1) {
            fs::rename(pieces.front(), out);
            return;
        }
        mosaic(data_, pieces, out, run_);
        for (const std::string& p : pieces)
            fs::remove(p);
    }

    std::vector<AlignedScene> align_after(const SceneFiles& before, const WorkingGrid& grid, WorkStore& store)
    {
        std::string text;
        if (store.finished("after", text))
            return aligned_scenes_from(text);
        run_.log.info("aligning the image of " + pair_.after.day.iso());
        std::vector<AlignedScene> scenes;
        std::vector<std::string> pieces;
        for (const Scene* s : pair_.after.scenes) {
            pieces.push_back(store.work("after_" + std::to_string(pieces.size()) + ".tif"));
            scenes.push_back({s->id, align_scene(data_, before, files_of(*s), pieces.back(), alignment(), run_)});
        }
        lay_together(pieces, store.work("after.tif"));
        align_confirming(before, store);
        std::vector<std::string> files{"after.tif"};
        for (std::size_t k = 0; k < series_.confirming.size(); ++k)
            files.push_back(confirming_name(k));
        if (with_dsm()) {
            files.insert(files.end(), {"before_dsm.tif", "after_dsm.tif"});
            lay_surface(pair_.before.dsms, grid, "before_dsm.tif", store);
            lay_surface(pair_.after.dsms, grid, "after_dsm.tif", store);
        }
        store.finish_step("after", to_text(scenes), files);
        return scenes;
    }

    /// SAR is geocoded to better than a pixel, and speckle gives no tie points worth the name.
    [[nodiscard]] AlignOptions alignment() const
    {
        AlignOptions how;
        how.co_register = detector() != "sar";
        how.on = AlignOn::Structures;
        how.keep_unregistrable = true;
        return how;
    }

    static std::string confirming_name(std::size_t k) { return "later_" + std::to_string(k) + ".tif"; }

    void align_confirming(const SceneFiles& before, WorkStore& store)
    {
        for (std::size_t k = 0; k < series_.confirming.size(); ++k) {
            run_.log.info("aligning the image of " + series_.confirming[k].day.iso());
            std::vector<std::string> pieces;
            for (const Scene* s : series_.confirming[k].scenes) {
                pieces.push_back(store.work(std::to_string(pieces.size()) + "_" + confirming_name(k)));
                align_scene(data_, before, files_of(*s), pieces.back(), alignment(), run_);
            }
            lay_together(pieces, store.work(confirming_name(k)));
        }
    }

    /// Whether there is an image from before the earlier epoch that could be registered.
    bool align_earlier(const SceneFiles& before, WorkStore& store)
    {
        if (!series_.earlier)
            return false;
        std::vector<AlignedScene> scenes;
        std::string text;
        if (store.finished("earlier", text)) {
            scenes = aligned_scenes_from(text);
        } else {
            run_.log.info("aligning the image of " + series_.earlier->day.iso());
            std::vector<std::string> pieces;
            for (const Scene* s : series_.earlier->scenes) {
                pieces.push_back(store.work("earlier_" + std::to_string(pieces.size()) + ".tif"));
                scenes.push_back({s->id, align_earlier_scene(before, files_of(*s), pieces.back())});
            }
            if (usable(scenes))
                lay_together(pieces, store.work("earlier.tif"));
            store.finish_step("earlier", to_text(scenes),
                              usable(scenes) ? std::vector<std::string>{"earlier.tif"} : std::vector<std::string>{});
        }
        record_.parameters.emplace_back("looks_back_at",
                                        usable(scenes) ? series_.earlier->day.iso() : std::string("none"));
        if (!usable(scenes))
            record_.warnings.push_back("the image of " + series_.earlier->day.iso() +
                                       " could not be registered, so it says nothing of the changes");
        return usable(scenes);
    }

    static bool usable(const std::vector<AlignedScene>& scenes)
    {
        return std::all_of(scenes.begin(), scenes.end(),
                           [](const AlignedScene& s) { return s.report.co_registered && s.report.overlap_share > 0; });
    }

    /// An old image may show another part of the city: then it is none to look back at.
    AlignReport align_earlier_scene(const SceneFiles& before, const SceneFiles& scene, const std::string& out) const
    {
        try {
            return align_scene(data_, before, scene, out, alignment(), run_);
        } catch (const Error& e) {
            if (e.kind() != ErrorKind::IncompatibleInput)
                throw;
            return {};
        }
    }

    void lay_surface(const std::vector<const Scene*>& dsms, const WorkingGrid& grid, const std::string& name,
                     WorkStore& store) const
    {
        std::vector<std::string> pieces;
        for (const Scene* s : dsms) {
            pieces.push_back(store.work(std::to_string(pieces.size()) + "_" + name));
            warp_scene(data_, files_of(*s), grid, pieces.back(), run_);
        }
        lay_together(pieces, store.work(name));
    }

    void check_cadastre(const CityData& loaded, const WorkingGrid& grid) const
    {
        Box image, parcels;
        const auto w = static_cast<double>(grid.width), h = static_cast<double>(grid.height);
        for (const Point& p : {Point{0, 0}, Point{w, 0}, Point{0, h}, Point{w, h}})
            image.include(grid.transform.to_crs(p.x, p.y));
        for (const Parcel& p : loaded.parcels) {
            const Box b = bounds(p.shape);
            parcels.include({b.x0, b.y0});
            parcels.include({b.x1, b.y1});
        }
        if (!image.meets(parcels))
            throw Error(ErrorKind::IncompatibleInput, city_.cadastre->source + ": no parcel lies on the image of " +
                                                          pair_.before.day.iso() +
                                                          "; check the coordinate reference systems (`didban check`)");
    }

    DetectResult detect(const SceneFiles& before, const WorkingGrid& grid, const std::vector<AlignedScene>& aligned,
                        bool looks_back, WorkStore& store)
    {
        std::string text;
        if (store.finished("change", text))
            return detect_result_from(text);
        run_.log.info("looking for changes");
        AlignedPair pair;
        pair.before = before;
        pair.after = {store.work("after.tif"), "", pair_.after.scenes.front()->bands};
        for (std::size_t k = 0; k < series_.confirming.size(); ++k)
            pair.later.push_back({store.work(confirming_name(k)), "", series_.confirming[k].scenes.front()->bands});
        if (looks_back) {
            pair.earlier = SceneFiles{store.work("earlier.tif"), "", series_.earlier->scenes.front()->bands};
            pair.lean_earlier = lean_per_metre(*series_.earlier);
        }
        if (with_dsm()) {
            pair.before_dsm = store.work("before_dsm.tif");
            pair.after_dsm = store.work("after_dsm.tif");
        }
        pair.gsd = grid.transform.pixel_size();
        pair.residual_px = registration_m(aligned, pair.gsd) / pair.gsd;
        const Scene &b = *pair_.before.scenes.front(), &a = *pair_.after.scenes.front();
        pair.sun_azimuth_before = b.sun_azimuth;
        pair.sun_elevation_before = b.sun_elevation;
        pair.sun_azimuth_after = a.sun_azimuth;
        pair.sun_elevation_after = a.sun_elevation;
        pair.lean_before = lean_per_metre(pair_.before);
        pair.lean_after = lean_per_metre(pair_.after);
        pair.off_nadir_before = b.off_nadir;
        pair.off_nadir_after = a.off_nadir;
        DetectOptions how;
        how.detector = detector();
        how.model = city_.model;
        how.min_area_m2 = city_.min_area_m2;
        DetectResult result = detect_change(data_, pair, store.work("change.tif"), how, run_);
        if (result.observed_share <= 0)
            throw Error(ErrorKind::IncompatibleInput,
                        "the images of " + pair_.before.day.iso() + " and " + pair_.after.day.iso() +
                            " have no pixel in common that both show; check their extents and masks");
        if (with_dsm())
            measure_tops(data_, pair.after_dsm, result.objects, run_);
        store.finish_step("change", to_text(result), {"change.tif"});
        return result;
    }

    static double registration_m(const std::vector<AlignedScene>& aligned, double gsd)
    {
        double worst = 0;
        for (const AlignedScene& s : aligned)
            worst = std::max(worst, s.report.co_registered
                                        ? s.report.residual_px * gsd
                                        : std::max(unchecked_registration_m, s.report.residual_px * gsd));
        return worst;
    }

    [[nodiscard]] Accuracy accuracy(const WorkingGrid& grid, const std::vector<AlignedScene>& aligned) const
    {
        Accuracy a;
        a.gsd_m = grid.transform.pixel_size();
        a.registration_m = registration_m(aligned, a.gsd_m);
        a.cadastre_m = city_.cadastre_accuracy_m;
        for (const Scene* s : compared_scenes())
            a.off_nadir_deg = std::max(a.off_nadir_deg, s->off_nadir.value_or(0));
        return a;
    }

    std::vector<double> observed_shares(const std::string& change_map, const std::vector<Parcel>& parcels) const
    {
        const auto raster = data_.open_raster(change_map);
        std::vector<MultiPolygon> zones;
        zones.reserve(parcels.size());
        for (const Parcel& p : parcels)
            zones.push_back(p.shape);
        const ZoneTable table = zone_statistics(*raster, zones, parse_statistics("count"), run_, {1});
        const double pixel = raster->info().transform->pixel_area();
        std::vector<double> shares;
        for (std::size_t i = 0; i < zones.size(); ++i) {
            const double whole = planar_area(zones[i]), seen = table.at(i, 0, 0) * pixel;
            shares.push_back(whole > 0 && std::isfinite(seen) ? std::clamp(seen / whole, 0.0, 1.0) : 0);
        }
        return shares;
    }

    static void place_copy(const std::string& from, const std::string& to)
    {
        std::error_code failed;
        fs::create_hard_link(from, to, failed);
        if (failed)
            fs::copy_file(from, to, fs::copy_options::overwrite_existing);
    }

    void note_offsets(const CadastreOnImage& found)
    {
        record_.block_offsets = found.blocks;
        record_.blocks_without_offset = found.blocks_without;
        record_.datum_suggestion = found.datum_suggestion;
        if (found.datum_suggestion)
            record_.warnings.push_back(*found.datum_suggestion);
    }

    void note_result(const DetectResult& changes, const std::vector<AlignedScene>& aligned, const WorkingGrid& grid)
    {
        record_.warnings.insert(record_.warnings.end(), series_.notes.begin(), series_.notes.end());
        for (const AlignedScene& s : aligned) {
            const AlignReport& r = s.report;
            record_.alignment.push_back({s.id, r.co_registered, r.shift_x_px, r.shift_y_px, r.residual_px,
                                         r.residual_px * grid.transform.pixel_size(), r.reliability, r.overlap_share,
                                         r.tie_points, r.rejected});
            if (!r.note.empty())
                record_.warnings.push_back("scene " + s.id + " was not co-registered: " + r.note +
                                           "; its position is taken as uncertain by " +
                                           std::to_string(static_cast<int>(unchecked_registration_m)) + " m");
        }
        record_.detector = changes.detector;
        for (const ModelFile& m : models_)
            if (m.detector == changes.detector)
                record_.inputs.push_back(m.record);
        record_.observed_share = changes.observed_share;
        if (changes.irmad) {
            record_.irmad_correlations = changes.irmad->correlations;
            record_.irmad_iterations = changes.irmad->iterations;
            record_.irmad_converged = changes.irmad->converged;
        }
        record_.warnings.insert(record_.warnings.end(), changes.warnings.begin(), changes.warnings.end());
    }

    ResultFolder folder_;
    InputStamps stamps_;
    const DataAccess& data_;
    const City& city_;
    const WatchOptions& options_;
    const RunOptions& run_;
    SeriesPlan series_;
    EpochPair pair_;
    std::vector<ModelFile> models_;
    report::RunRecord record_;
    Stopwatch clock_;
};

} // namespace

RunSummary watch_city(const DataAccess& data, const City& city, const WatchOptions& options, const RunOptions& run)
{
    return Watch(data, city, options, run).go();
}

} // namespace didban
