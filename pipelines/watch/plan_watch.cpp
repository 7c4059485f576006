#include "pipelines/watch/plan_watch.h"

#include "didban/crypto/sha256.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/imagery/product_scaling.h"
#include "pipelines/imagery/working_grids.h"
#include "pipelines/judge/judge_report.h"
#include "pipelines/run/record_inputs.h"
#include "pipelines/watch/observe_parcels.h"

namespace didban {

namespace {

void note_inputs(const City& city, const WatchPlan& plan, InputStamps& stamps, report::RunRecord& record,
                 const RunOptions& run)
{
    const EpochPair& pair = plan.series.pair;
    record.inputs = record_inputs(city, stamps);
    run.log.info("hashing the images of " + pair.before.day.iso() + " and " + pair.after.day.iso());
    for (const Scene* s : scenes_of(plan))
        note_scene(city, *s, stamps, record);
    record.parameters.emplace_back("detector", std::string(name(plan.detector)));
    record.parameters.emplace_back("model", city.model.empty() ? std::string("built-in") : city.model);
}

/// Parcels, permits and plan leave the pixels as they are, but for the CRS that the city works in.
bool bears_on_pixels(const report::InputRecord& input)
{
    const auto begins = [&](const char* role) { return input.role.rfind(role, 0) == 0; };
    return begins("city") || begins("scene ") || begins("metadata ") || begins("mask ");
}

std::string key_of(const City& city, const WatchPlan& plan, const report::RunRecord& record)
{
    Sha256 all;
    all.add(record.version + "\n" + std::string(name(plan.detector)) + "\n" + city.model + "\n" +
            std::to_string(city.min_area_m2) + "\n" + record.before + "\n" + record.after + "\n" + plan.city.crs.wkt() +
            "\n");
    for (const report::InputRecord& i : record.inputs)
        if (bears_on_pixels(i))
            all.add(i.role + "\n" + i.path + "\n" + i.sha256 + "\n");
    for (const ModelFile& m : plan.models)
        all.add(std::string(name(m.detector)) + "\n" + m.record.sha256 + "\n");
    return all.finish_hex().substr(0, 16);
}

} // namespace

WatchPlan plan_watch(const DataAccess& data, const City& city, const WatchOptions& options, InputStamps& stamps,
                     report::RunRecord& record, const RunOptions& run)
{
    const DetectorChoice detector = options.detector ? *options.detector : detector_choice(city.detector).value();
    SeriesPlan series = plan_series(data, city, options.from, options.to, detector);
    record.command = "watch";
    record.version = options.report.version;
    record.before = series.pair.before.name;
    record.after = series.pair.after.name;
    CityData loaded = load_for_run(data, city, run, record);
    check_before_report(data, loaded, options.report, run);
    PlanData rules = load_plan(data, city, loaded.crs, run);
    if (!rules.known)
        record.warnings.push_back("the city names no plan: zone limits and restricted areas are unknown");
    WatchPlan plan{detector, std::move(series), std::move(loaded), std::move(rules), std::nullopt, {}, {}};
    if (city.buildings)
        plan.buildings = standing_buildings(data, city, plan.city.crs, plan.series.pair.before.day, run, record);
    note_inputs(city, plan, stamps, record, run);
    plan.models = model_files(city, detector, stamps);
    plan.key = key_of(city, plan, record);
    for (std::string& note : check_scenes(data, scenes_of(plan), run))
        record.warnings.push_back(std::move(note));
    return plan;
}

void note_scene(const City& city, const Scene& scene, InputStamps& stamps, report::RunRecord& record)
{
    record.inputs.push_back(record_input(city, "scene " + scene.id, scene.path, stamps));
    if (record.inputs.back().sha256.empty())
        record.warnings.push_back("scene " + scene.id +
                                  " is no file on this machine, so no SHA-256 of it was taken; keep the image as it "
                                  "is for as long as the findings are to be traced to it");
    if (const auto product = product_scaling(scene.path))
        record.inputs.push_back(record_input(city, "metadata " + scene.id, product->file, stamps));
    if (!scene.mask.empty() && scene.mask != "SCL")
        record.inputs.push_back(record_input(city, "mask " + scene.id, scene.mask, stamps));
}

std::vector<const Scene*> scenes_of(const WatchPlan& plan)
{
    const EpochPair& pair = plan.series.pair;
    std::vector<const Scene*> all;
    const auto add = [&](const std::vector<const Scene*>& some) { all.insert(all.end(), some.begin(), some.end()); };
    add(pair.before.scenes);
    add(pair.after.scenes);
    if (plan.series.earlier)
        add(plan.series.earlier->scenes);
    for (const Epoch& e : plan.series.confirming)
        add(e.scenes);
    if (plan.with_surfaces()) {
        add(pair.before.dsms);
        add(pair.after.dsms);
    }
    return all;
}

DetectOptions watch_detection(const City& city, DetectorChoice detector)
{
    return {detector, city.model, city.min_area_m2, false};
}

LayOptions watch_layout(DetectorChoice detector, bool keep)
{
    // SAR is geocoded to better than a pixel, and speckle gives no tie points worth the name.
    return {detector != DetectorChoice::Sar, keep ? RasterUse::Work : RasterUse::Scratch};
}

void check_place(const DataAccess& data, const City& city, const WatchPlan& plan)
{
    if (!any_parcel_on(grid_of_series(data, plan.series, plan.city.crs), plan.city.parcels))
        throw Error(ErrorKind::IncompatibleInput, city.cadastre->source + ": no parcel lies on the image of " +
                                                      plan.series.pair.before.day.iso() +
                                                      "; check the coordinate reference systems (`didban check`)");
}

} // namespace didban
