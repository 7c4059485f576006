#include "pipelines/watch/watch.h"

#include "didban/base/error.h"
#include "pipelines/ground/measure_offsets.h"
#include "pipelines/ground/weigh_buildings.h"
#include "pipelines/imagery/held_rasters.h"
#include "pipelines/judge/judge_report.h"
#include "pipelines/run/stopwatch.h"
#include "pipelines/watch/note_run.h"
#include "pipelines/watch/observe_parcels.h"
#include "pipelines/watch/watch_steps.h"

#include <algorithm>
#include <cmath>

namespace didban {

namespace {

std::string file_name(std::string text)
{
    for (char& c : text)
        if (c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) <= ' ')
            c = '_';
    return text;
}

Accuracy accuracy(const City& city, const EpochPair& dates, const RegisteredSeries& registered)
{
    Accuracy a;
    a.gsd_m = registered.looks.gsd;
    a.registration_m = registration_m(registered.aligned, a.gsd_m);
    a.cadastre_m = city.cadastre_accuracy_m;
    for (const Epoch* epoch : {&dates.before, &dates.after})
        for (const Scene* s : epoch->scenes)
            a.off_nadir_deg = std::max(a.off_nadir_deg, s->off_nadir.value_or(0));
    return a;
}

/// SAR is geocoded to better than a pixel, and speckle gives no tie points worth the name.
bool co_registers(DetectorChoice detector)
{
    return detector != DetectorChoice::Sar;
}

} // namespace

RunSummary watch_city(const DataAccess& files, const City& city, const WatchOptions& options, const RunOptions& asked)
{
    RunOptions run = asked;
    const HeldRasters data(files, run);
    const ResultFolder folder(options.report.output);
    InputStamps stamps;
    report::RunRecord record;
    Stopwatch watch;
    const auto lap = [&](const char* step) {
        record.timing.emplace_back(std::string(step) + "_s", std::round(watch.lap() * 100) / 100);
    };

    asked.log.progress(load_step, 0, 1);
    WatchPlan plan = plan_watch(data, city, options, stamps, record, run);
    const std::vector<Parcel>& parcels = plan.city.parcels;
    const EpochPair& dates = plan.series.pair;
    const OverallProgress progress(asked.log, watch_steps(plan.series, plan.detector));
    run.log = progress.log();
    WorkStore store(folder, plan.key, stamps, run);
    lap("load");

    if (!any_parcel_on(grid_of_series(data, plan.series, plan.city.crs), parcels))
        throw Error(ErrorKind::IncompatibleInput, city.cadastre->source + ": no parcel lies on the image of " +
                                                      dates.before.day.iso() +
                                                      "; check the coordinate reference systems (`didban check`)");
    const LayOptions lay{co_registers(plan.detector), options.report.keep_work ? RasterUse::Work : RasterUse::Scratch};
    const RegisteredSeries registered = register_series(data, plan.series, plan.city.crs, lay, store, run);
    note_earlier(plan.series, registered, record);
    lap("align");

    const DetectOptions how{plan.detector, city.model, city.min_area_m2, false};
    FoundChanges changes = find_changes(data, registered, dates, how, store, run);
    std::vector<ChangeObject>& objects = changes.result.objects;
    if (plan.buildings) {
        weigh_buildings(plan.buildings->map, measured_building_counts(), parcels, objects, plan.buildings->record);
        record.buildings = plan.buildings->record;
    }
    lap("detect");

    const std::vector<double> observed = observed_shares(data, changes.map, parcels, run);
    lap("observe");
    progress.begin(cadastre_step);
    const ViewLean lean{registered.looks.before.lean, registered.looks.after.lean};
    CadastreOnImage lies = measure_offsets(data, {registered.looks.before.path, registered.looks.after.path, lean},
                                           parcels, city.cadastre_accuracy_m, run);
    note_offsets(lies, record);
    lap("cadastre_offset");

    progress.begin(report_step);
    const std::string map_name = "change_" + file_name(dates.after.name) + ".tif";
    write_change_map(data, changes.map, store.result(map_name), run);
    note_changes(plan, registered, changes.result, record);
    note_limits(run, record);
    const std::vector<report::Evidence> evidence = evidence_of(dates, map_name, store.result_digest(map_name), record);

    const Period period{dates.before.day, dates.after.day};
    const std::vector<Period> periods(objects.size(), period);
    JudgeInput input{plan.city, plan.plan, objects, periods, period, observed, accuracy(city, dates, registered),
                     {},        {}};
    input.ground = std::move(lies.of_parcel);
    input.lean = lean;
    input.judge.min_area_m2 = city.min_area_m2;
    const ComparedImages images{registered.looks.before, registered.looks.after, period.not_before, period.not_after};
    RunSummary summary = report_run(data, input, evidence, std::move(record), options.report, store, run, &images);
    progress.finish();
    return summary;
}

} // namespace didban
