#include "pipelines/shard/cluster_files.h"
#include "pipelines/shard/shards.h"

#include "didban/base/error.h"
#include "pipelines/detect/detect_change.h"
#include "pipelines/imagery/held_rasters.h"
#include "pipelines/imagery/product_scaling.h"
#include "pipelines/run/result_folder.h"
#include "pipelines/watch/plan_watch.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// The files that decide what a job measures: city.toml, its network, the images and what belongs to them.
std::vector<InputStamps::Stamp> read_by_jobs(const City& city, const WatchPlan& plan)
{
    InputStamps read;
    const auto add = [&](const std::string& path) { read.add(fs::absolute(path).lexically_normal().string()); };
    add(city.file);
    if (!city.model.empty()) {
        add(city.model);
        add(fs::path(city.model).replace_extension(".json").string());
    }
    for (const Scene* s : scenes_of(plan)) {
        add(s->path);
        if (!s->mask.empty() && s->mask != "SCL")
            add(s->mask);
        if (const auto product = product_scaling(s->path))
            add(product->file);
    }
    return read.stamps();
}

std::vector<ShardPhase> phases_of(const DataAccess& data, const City& city, const WatchPlan& plan,
                                  const WorkingGrid& grid, int jobs)
{
    std::vector<ShardPhase> out;
    std::vector<std::string> steps = register_steps(data, plan.series, plan.city.crs);
    if (steps.front() == grid_step) {
        out.push_back({"grid", 1, {steps.front()}});
        steps.erase(steps.begin());
    }
    out.push_back({"register", static_cast<int>(steps.size()), steps});
    const EpochPair& pair = plan.series.pair;
    const DetectorChoice detector =
        detector_for(data, files_of(*pair.before.scenes.front()), files_of(*pair.after.scenes.front()),
                     watch_detection(city, plan.detector));
    const auto blocks = static_cast<int>(scene_blocks(grid.width, grid.height, jobs).size());
    for (SharedPass& pass : shared_passes(detector, plan.series.earlier.has_value()))
        out.push_back({std::move(pass.name), pass.by_block ? blocks : 1, {}});
    return out;
}

void refuse_another_plan(const ShardPlan& plan)
{
    if (!fs::exists(fs::path(plan.folder) / "plan.json"))
        return;
    const auto same = [&] {
        try {
            const ShardPlan there = read_shard_plan(plan.folder, plan.version);
            return there.key == plan.key && there.phases.back().jobs == plan.phases.back().jobs;
        } catch (const Error&) {
            return false;
        }
    };
    if (!same())
        throw Error(ErrorKind::Usage,
                    plan.folder + ": holds another plan, whose parts would mix with those of this one; name another "
                                  "folder, or remove that one");
}

} // namespace

ShardPlan plan_shards(const DataAccess& files, const City& city, const WatchOptions& options, int jobs,
                      const std::string& folder, const RunOptions& run)
{
    if (jobs < 1)
        throw Error(ErrorKind::Usage, "--jobs: give at least 1 job");
    const ResultFolder hold(folder);
    const HeldRasters data(files, run);
    InputStamps stamps;
    report::RunRecord record;
    WatchOptions asked = options;
    asked.report.output = folder; // where a watch tries what it will write
    const WatchPlan watch = plan_watch(data, city, asked, stamps, record, run);
    check_place(data, city, watch);
    const WorkingGrid grid = grid_of_series(data, watch.series, watch.city.crs);
    ShardPlan plan;
    plan.folder = folder;
    plan.city = fs::absolute(city.file).lexically_normal().string();
    plan.version = options.report.version;
    plan.key = watch.key;
    plan.from = options.from;
    plan.to = options.to;
    plan.detector = watch.detector;
    plan.clear_within_days = options.clear_within_days;
    plan.crs = watch.city.crs.wkt();
    plan.width = grid.width;
    plan.height = grid.height;
    plan.phases = phases_of(data, city, watch, grid, jobs);
    plan.files = read_by_jobs(city, watch);
    refuse_another_plan(plan);
    for (const char* part : {"parts", "images", "jobs"})
        fs::create_directories(fs::path(folder) / part);
    write_cluster_files(plan);
    stamps.check();
    write_shard_plan(plan);
    return plan;
}

} // namespace didban
