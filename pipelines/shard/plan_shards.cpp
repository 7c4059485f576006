#include "pipelines/shard/cluster_files.h"
#include "pipelines/shard/shards.h"

#include "didban/base/error.h"
#include "pipelines/detect/detect_change.h"
#include "pipelines/imagery/held_rasters.h"
#include "pipelines/run/result_folder.h"
#include "pipelines/watch/plan_watch.h"

#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

namespace {

/// What plan_watch() stamped after the tables of the city: images, their companions, networks.
std::vector<InputStamps::Stamp> images_of(const WatchPlan& plan, const InputStamps& stamps)
{
    std::vector<InputStamps::Stamp> out;
    const auto wanted = [&](const std::string& path) {
        const auto is_of = [&](const std::string& image) {
            const auto parts = parts_of_input(image);
            return std::find(parts.begin(), parts.end(), path) != parts.end();
        };
        for (const Scene* s : scenes_of(plan))
            if (is_of(s->path) || (!s->mask.empty() && s->mask != "SCL" && is_of(s->mask)))
                return true;
        return false;
    };
    for (InputStamps::Stamp s : stamps.stamps())
        if (wanted(s.path)) {
            s.path = fs::absolute(s.path).lexically_normal().string();
            out.push_back(std::move(s));
        }
    return out;
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
    const double pixels = static_cast<double>(grid.width) * static_cast<double>(grid.height);
    for (std::string& pass : shared_passes(detector, pixels, plan.series.earlier.has_value()))
        out.push_back({std::move(pass), blocks, {}});
    return out;
}

void refuse_another_plan(const ShardPlan& plan)
{
    if (!fs::exists(fs::path(plan.folder) / "plan.json"))
        return;
    const ShardPlan there = read_shard_plan(plan.folder, plan.version);
    if (there.key != plan.key || there.phases.back().jobs != plan.phases.back().jobs)
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
    plan.crs = watch.city.crs.wkt();
    plan.width = grid.width;
    plan.height = grid.height;
    plan.phases = phases_of(data, city, watch, grid, jobs);
    plan.images = images_of(watch, stamps);
    refuse_another_plan(plan);
    for (const char* part : {"parts", "images", "jobs"})
        fs::create_directories(fs::path(folder) / part);
    write_cluster_files(plan);
    stamps.check();
    write_shard_plan(plan);
    return plan;
}

} // namespace didban
