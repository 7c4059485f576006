#include "pipelines/shard/shards.h"

#include "didban/base/error.h"
#include "pipelines/detect/detect_change.h"
#include "pipelines/imagery/held_rasters.h"
#include "pipelines/run/result_folder.h"
#include "pipelines/shard/shared_scene.h"
#include "pipelines/watch/plan_watch.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// A folder for one job's own files, held by it and emptied at the end; what an ended process left there goes first.
class JobFolder {
public:
    JobFolder(const ShardPlan& plan, const std::string& phase, int job)
        : path_(fs::path(plan.folder) / "jobs" / (phase + "-" + std::to_string(job))), hold_(path_.string())
    {
        clear();
    }
    ~JobFolder() { clear(); }
    JobFolder(const JobFolder&) = delete;
    JobFolder& operator=(const JobFolder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    void clear() const noexcept
    {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(path_, ignored))
            fs::remove_all(entry.path(), ignored);
    }
    fs::path path_;
    ResultFolder hold_;
};

/// Measures the job's block in a pass; a pass that does not come about leaves a part without cells.
void measure(const DataAccess& data, const City& city, const ShardPlan& plan, const RegisteredSeries& registered,
             const std::string& phase, const JobFolder& own, const RunOptions& run)
{
    try {
        if (phase.rfind(earlier_series, 0) == 0)
            return measure_look_back(data, registered.looks, own.file("earlier.tif"), run);
        (void)detect_change(data, registered.looks, own.file("change.tif"), watch_detection(city, plan.detector), run);
    } catch (const PartMeasured&) {
        return;
    }
    throw Error(ErrorKind::Internal, "the phase " + phase + " of " + plan.folder + " did not come about");
}

} // namespace

void run_shard(const DataAccess& files, const ShardPlan& plan, const std::string& phase, int job,
               const RunOptions& asked)
{
    const ShardPhase& wanted = plan.phase(phase, job);
    const std::string step = wanted.steps.empty() ? "" : wanted.steps.at(static_cast<std::size_t>(job) - 1);
    const JobFolder own(plan, phase, job);
    PlannedImages images(plan, step, false);
    if (step.empty() ? part_is_whole(plan, phase, job) : images.whole(step)) {
        asked.log.info("phase " + phase + ", job " + std::to_string(job) + " was done before");
        return;
    }
    check_files(plan);
    const City city = read_city(plan.city);
    RunOptions run = asked;
    const HeldRasters data(files, run);
    const SeriesPlan series = plan_series(data, city, plan.from, plan.to, plan.detector);
    const Crs crs = plan.crs.empty() ? Crs{} : Crs::parse(plan.crs);
    const LayOptions lay = watch_layout(plan.detector, true);
    if (!step.empty())
        return register_step(data, series, crs, lay, step, images, run);
    const RegisteredSeries registered = register_series(data, series, crs, lay, images, run);
    PlannedPasses passes(plan, phase, job);
    run.passes = &passes;
    measure(data, city, plan, registered, phase, own, run);
    check_files(plan);
    passes.finish();
}

RunSummary merge_shards(const DataAccess& files, const City& city, const ShardPlan& plan, const ReportOptions& report,
                        const RunOptions& asked)
{
    PlannedImages images(plan, "", true);
    PlannedPasses passes(plan);
    passes.check();
    RunOptions run = asked;
    run.passes = &passes;
    const SharedWork shared{plan.key, images};
    return watch_city(files, city, {plan.from, plan.to, plan.detector, report, plan.clear_within_days}, run, &shared);
}

} // namespace didban
