#include "pipelines/watch/watch.h"

#include "didban/base/error.h"
#include "didban/base/number_text.h"
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

/// "optical 0.5 m": outcomes teach each kind of image by itself.
std::string sensor_of(const Epoch& epoch, double gsd)
{
    const SceneKind kind = epoch.scenes.front()->kind;
    return std::string(kind == SceneKind::Sar   ? "sar "
                       : kind == SceneKind::Dsm ? "dsm "
                                                : "optical ") +
           text::significant(gsd, 2) + " m";
}

void check_key(const WatchPlan& plan, const SharedWork& shared)
{
    if (plan.key != shared.key)
        throw Error(ErrorKind::IncompatibleInput,
                    "the images, city.toml or the networks are no longer those that the shards were made from; make a "
                    "new plan with `didban shard plan` and run its jobs");
}

} // namespace

RunSummary watch_city(const DataAccess& files, const City& city, const WatchOptions& options, const RunOptions& asked,
                      const SharedWork* shared)
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

    check_place(data, city, plan);
    if (shared != nullptr)
        check_key(plan, *shared);
    const LayOptions lay = watch_layout(plan.detector, options.report.keep_work);
    StepStore& laid = shared != nullptr ? shared->images : static_cast<StepStore&>(store);
    const RegisteredSeries registered = register_series(data, plan.series, plan.city.crs, lay, laid, run);
    note_earlier(plan.series, registered, record);
    lap("align");

    FoundChanges changes = find_changes(data, registered, dates, watch_detection(city, plan.detector), store, run);
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
    input.detector = record.detector;
    input.sensor = sensor_of(dates.after, registered.looks.gsd);
    input.judge.min_area_m2 = city.min_area_m2;
    const ComparedImages images{registered.looks.before, registered.looks.after, period.not_before, period.not_after};
    RunSummary summary = report_run(data, input, evidence, std::move(record), options.report, store, run, &images);
    progress.finish();
    return summary;
}

} // namespace didban
