#include "pipelines/judge/judge_changes.h"

#include "didban/base/error.h"
#include "pipelines/city/load_for_run.h"
#include "pipelines/imagery/epochs.h"
#include "pipelines/judge/judge_report.h"
#include "pipelines/judge/read_changes.h"
#include "pipelines/run/record_inputs.h"

#include <algorithm>

namespace didban {

namespace {

bool any_on(const std::vector<Parcel>& parcels, const std::vector<ChangeObject>& objects)
{
    Box city;
    for (const Parcel& p : parcels) {
        const Box b = bounds(p.shape);
        city.include({b.x0, b.y0});
        city.include({b.x1, b.y1});
    }
    return std::any_of(objects.begin(), objects.end(),
                       [&](const ChangeObject& o) { return bounds(o.outline).meets(city); });
}

} // namespace

RunSummary judge_changes(const DataAccess& data, const City& city, const JudgeChangesOptions& options,
                         const RunOptions& run)
{
    const ResultFolder folder(options.report.output);
    InputStamps stamps;
    report::RunRecord record;
    record.command = "judge";
    record.version = options.report.version;
    record.inputs = record_inputs(city, stamps);
    record.inputs.push_back(record_input(city, "changes", options.changes, stamps));
    const CityData loaded = load_for_run(data, city, run, record);
    check_before_report(data, loaded, options.report, run);
    const PlanData plan = load_plan(data, city, loaded.crs, run);
    const std::optional<Period> period = period_of(city, options.from, options.to);

    const ReadChanges changes =
        read_changes(data, options.changes, loaded.crs, {period, options.kind, options.position_sigma_m});
    record.warnings.insert(record.warnings.end(), changes.warnings.begin(), changes.warnings.end());
    if (!changes.objects.empty() && !any_on(loaded.parcels, changes.objects))
        record.warnings.push_back(options.changes + ": no change comes near a parcel; check its coordinate reference "
                                                    "system and the order of longitude and latitude");
    if (!plan.known)
        record.warnings.push_back("the city names no plan: zone limits and restricted areas are unknown");
    if (city.buildings)
        record.warnings.push_back(
            "the building footprints were not used: they weigh changes that this program found, and "
            "these were found and weighed by another system");
    Period whole = period.value_or(Period{});
    if (!changes.periods.empty()) {
        whole = changes.periods.front();
        for (const Period& p : changes.periods)
            whole = {std::min(whole.not_before, p.not_before), std::max(whole.not_after, p.not_after)};
    } else if (!period) {
        throw Error(ErrorKind::Usage,
                    options.changes +
                        ": holds no changes and the city no two images to take the period from; give --from and --to");
    }

    const std::vector<double> not_measured;
    JudgeInput input{loaded, plan, changes.objects, changes.periods, whole, not_measured, {}, {}, {}};
    input.accuracy.registration_m = options.position_sigma_m;
    input.accuracy.cadastre_m = city.cadastre_accuracy_m;
    input.accuracy.gsd_m = 0; // no sensor of ours: no parcel is too small
    input.judge.min_area_m2 = city.min_area_m2;
    record.warnings.push_back("the changes come from another system: which parcels it saw is not known, so parcels "
                              "without a change count as seen");

    std::string key;
    for (const report::InputRecord& i : record.inputs)
        key += i.sha256.substr(0, 2);
    WorkStore store(folder, "judge-" + key, stamps, run);
    const RunSources sources{{{{"changes", record.inputs.back().path, record.inputs.back().sha256}}}};
    return report_run(data, input, sources, std::move(record), options.report, store, run);
}

} // namespace didban
