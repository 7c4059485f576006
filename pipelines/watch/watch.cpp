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
#include "pipelines/watch/stand_ins.h"
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

/// The objects of all dates that were compared.
struct Objects {
    std::vector<ChangeObject> objects;
    std::vector<Period> periods; ///< one per object
    std::vector<SeenOn> seen_on; ///< one per object
};

Objects with_others(std::vector<ChangeObject> own, const Period& period, const StandIns& others)
{
    Objects out{std::move(own), {}, {}};
    out.periods.assign(out.objects.size(), period);
    out.seen_on.resize(out.objects.size());
    for (const StandIn& other : others.found) {
        out.objects.insert(out.objects.end(), other.objects.begin(), other.objects.end());
        out.periods.resize(out.objects.size(), other.judged_by.period);
        out.seen_on.insert(out.seen_on.end(), other.seen_on.begin(), other.seen_on.end());
    }
    return out;
}

/// Writes the map of dates that stand in, and says what they are and show.
DateSources publish_stand_in(const DataAccess& data, const StandIn& in, const EpochPair& dates, WorkStore& store,
                             report::RunRecord& record, const RunOptions& run)
{
    const std::string name =
        "change_" + file_name(in.dates.after.name) + "_since_" + file_name(in.dates.before.name) + ".tif";
    write_change_map(data, in.map, store.result(name), run);
    report::StandInRecord said{in.dates.before.day.iso(), in.dates.after.day.iso(), {}, in.parcels, in.in_part, name,
                               store.result_digest(name)};
    if (in.dates.before.day != dates.before.day)
        said.in_place_of.push_back(dates.before.day.iso());
    if (in.dates.after.day != dates.after.day)
        said.in_place_of.push_back(dates.after.day.iso());
    record.stand_ins.push_back(said);
    return {evidence_of(in.dates, name, said.sha256, record),
            ComparedImages{in.before, in.after, in.dates.before.day, in.dates.after.day}};
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

    std::vector<double> observed = observed_shares(data, changes.map, parcels, run);
    const MainPair main_pair{plan, registered, changes, accuracy(city, dates, registered)};
    const StandIns others =
        stand_ins(data, city, main_pair, options.clear_within_days, lay, stamps, observed, record, store, run);
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
    for (const std::string& warning : others.warnings)
        if (std::find(record.warnings.begin(), record.warnings.end(), warning) == record.warnings.end())
            record.warnings.push_back(warning);
    note_limits(run, record);
    RunSources sources{
        {evidence_of(dates, map_name, store.result_digest(map_name), record),
         ComparedImages{registered.looks.before, registered.looks.after, dates.before.day, dates.after.day}}};
    for (const StandIn& other : others.found)
        sources.others.push_back(publish_stand_in(data, other, dates, store, record, run));
    record.parameters.emplace_back("clear_within_days", std::int64_t{options.clear_within_days});

    const Period period{dates.before.day, dates.after.day};
    Objects all = with_others(std::move(objects), period, others);
    JudgeInput input{plan.city, plan.plan, all.objects, all.periods, period, observed, main_pair.accuracy, {}, {}};
    input.ground = std::move(lies.of_parcel);
    input.lean = lean;
    input.seen_on = std::move(all.seen_on);
    input.seen_between = others.seen_between;
    for (const StandIn& other : others.found)
        input.others.push_back(other.judged_by);
    input.detector = name(changes.result.decided_by);
    input.sensor = sensor_of(dates.after, registered.looks.gsd);
    input.judge.min_area_m2 = city.min_area_m2;
    RunSummary summary = report_run(data, input, sources, std::move(record), options.report, store, run);
    progress.finish();
    return summary;
}

} // namespace didban
