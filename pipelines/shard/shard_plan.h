#pragma once
#include "didban/base/date.h"
#include "didban/base/detector_choice.h"
#include "didban/grid/pixel_window.h"
#include "pipelines/run/input_stamps.h"

#include <optional>
#include <string>
#include <vector>

namespace didban {

/// Jobs that do not need one another. Those of a phase need all of the phases before it.
struct ShardPhase {
    std::string name;
    int jobs{};
    std::vector<std::string>
        steps{}; ///< of the registration, one a job; empty: the jobs go over the blocks of the scene
};

/// A watch cut into jobs, as PLAN/plan.json says it. PLAN must be seen by every machine that runs one, under any path;
/// so must the city and its images, under the paths that the plan names.
struct ShardPlan {
    std::string folder;             ///< PLAN, as given
    std::string city;               ///< absolute path of the city.toml
    std::string version;            ///< of the program that made it
    std::string key;                ///< WatchPlan::key
    std::optional<Date> from, to;   ///< as asked for
    DetectorChoice detector{};      ///< as asked for, or the city's
    int clear_within_days{};        ///< as asked for; for the merge
    std::string crs;                ///< WKT of what the city works in; "" = unknown
    std::int64_t width{}, height{}; ///< of the scene's grid
    std::vector<ShardPhase> phases;
    std::vector<InputStamps::Stamp> files; ///< what the jobs read: path, size, time

    /// Throws Error{Usage} that lists the phases, or says how many jobs the phase has (from 1).
    [[nodiscard]] const ShardPhase& phase(const std::string& name, int job) const;
    [[nodiscard]] std::string part(const std::string& phase, int job) const;    ///< path of a job's part
    [[nodiscard]] std::string image_folder() const;                             ///< of the steps of the registration
    [[nodiscard]] std::string command(const std::string& phase, int job) const; ///< to run a job, for messages
};

/// Throws Error{UnreadableInput} when there is no whole plan in the folder, Error{Configuration} when another version
/// of the program made it.
[[nodiscard]] ShardPlan read_shard_plan(const std::string& folder, const std::string& version);
/// Writes PLAN/plan.json in one step.
void write_shard_plan(const ShardPlan& plan);

/// A scene cut into blocks of whole lattice cells, nearly alike in size and shape: as many as asked for, or as there
/// are cells.
[[nodiscard]] std::vector<PixelWindow> scene_blocks(std::int64_t width, std::int64_t height, int wanted);

/// Throws Error{UnreadableInput} naming the first file of the plan that is no longer what it was when the plan was
/// made.
void check_files(const ShardPlan& plan);

} // namespace didban
