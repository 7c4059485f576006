#pragma once
#include "pipelines/run/scene_passes.h"
#include "pipelines/run/step_store.h"
#include "pipelines/shard/part_file.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace didban {

/// The passes of a plan as they look from one job, or from the merge, where all are measured. Answers are read from the
/// parts of the blocks that they lie in, which are opened when first asked for.
class PlannedPasses final : public ScenePasses {
public:
    /// For the merge.
    explicit PlannedPasses(const ShardPlan& plan);
    /// For a job of a phase that goes over blocks.
    PlannedPasses(const ShardPlan& plan, const std::string& phase, int job);

    [[nodiscard]] Way way(const std::string& pass) const override;
    [[nodiscard]] std::string answer(const std::string& pass, std::size_t cell) const override;
    [[nodiscard]] PixelWindow block() const override { return block_; }
    void put(std::size_t cell, std::string answer) override;
    /// Opens every part. Throws Error{UnreadableInput} that names every job whose part is missing or not whole.
    void check();
    /// Writes what was put as the job's part.
    void finish() { writer_->finish(); }

private:
    const ShardPlan& plan_;
    std::string phase_; ///< that is measured here; "" = none
    PixelWindow block_;
    std::optional<PartWriter> writer_;
    std::vector<int> job_of_cell_; ///< from 1, the same in every phase of more than one job
    [[nodiscard]] const PartReader& part(const std::string& pass, int job) const;
    mutable std::mutex lock_;
    mutable std::map<std::pair<std::string, int>, std::unique_ptr<PartReader>> parts_;
};

/// The images of a plan on the grid, laid by the jobs of the registration. One thread at a time.
class PlannedImages final : public StepStore {
public:
    /// `making`: the step that this job does; "" = none. `verify`: files are held against their digests.
    PlannedImages(const ShardPlan& plan, std::string making, bool verify);
    [[nodiscard]] std::string work(const std::string& name) override;
    /// Throws Error{UnreadableInput} naming the job to run where a step of another job is not there or not whole.
    [[nodiscard]] bool finished(const std::string& step, std::string& text) override;
    /// Throws Error{UnreadableInput} when an image was changed meanwhile.
    void finish_step(const std::string& step, const std::string& text, const std::vector<std::string>& files) override;
    /// Whether the step is done and its files are whole.
    [[nodiscard]] bool whole(const std::string& step) const;

private:
    [[nodiscard]] std::string command_for(const std::string& step) const;
    const ShardPlan& plan_;
    std::string making_;
    bool verify_;
};

} // namespace didban
