#include "pipelines/shard/shared_scene.h"

#include "didban/base/error.h"
#include "didban/crypto/sha256.h"
#include "didban/grid/tiles.h"
#include "pipelines/run/work_files.h"

#include <algorithm>
#include <filesystem>

namespace didban {

namespace fs = std::filesystem;

namespace {

const ShardPhase* block_phase(const ShardPlan& plan, const std::string& name)
{
    const auto found = std::find_if(plan.phases.begin(), plan.phases.end(),
                                    [&](const ShardPhase& p) { return p.name == name && p.steps.empty(); });
    return found == plan.phases.end() ? nullptr : &*found;
}

int blocks_of(const ShardPlan& plan)
{
    for (const ShardPhase& p : plan.phases)
        if (p.steps.empty())
            return p.jobs;
    return 1;
}

} // namespace

PlannedPasses::PlannedPasses(const ShardPlan& plan) : plan_(plan)
{
    const std::vector<PixelWindow> cells = split(plan.width, plan.height);
    const std::vector<PixelWindow> blocks = scene_blocks(plan.width, plan.height, blocks_of(plan));
    for (const PixelWindow& c : cells)
        for (std::size_t b = 0; b < blocks.size(); ++b)
            if (!c.cut_to(blocks[b]).empty())
                job_of_cell_.push_back(static_cast<int>(b) + 1);
}

PlannedPasses::PlannedPasses(const ShardPlan& plan, const std::string& phase, int job) : PlannedPasses(plan)
{
    phase_ = phase;
    block_ = scene_blocks(plan.width, plan.height, plan.phase(phase, job).jobs).at(static_cast<std::size_t>(job) - 1);
    writer_.emplace(plan, phase, job);
}

ScenePasses::Way PlannedPasses::way(const std::string& pass) const
{
    if (pass == phase_)
        return Way::Part;
    return block_phase(plan_, pass) != nullptr ? Way::Measured : Way::Whole;
}

std::string PlannedPasses::answer(const std::string& pass, std::size_t cell) const
{
    const ShardPhase* phase = block_phase(plan_, pass);
    const bool by_block = phase == nullptr || phase->jobs > 1;
    return part(pass, by_block ? job_of_cell_.at(cell) : 1).read(cell);
}

const PartReader& PlannedPasses::part(const std::string& pass, int job) const
{
    const std::lock_guard hold(lock_);
    auto& kept = parts_[{pass, job}];
    if (!kept)
        kept = std::make_unique<PartReader>(plan_, pass, job);
    return *kept;
}

void PlannedPasses::check()
{
    constexpr int most_named = 20;
    int missing = 0;
    std::string commands;
    for (const ShardPhase& p : plan_.phases)
        for (int job = 1; job <= p.jobs && p.steps.empty(); ++job)
            try {
                (void)part(p.name, job);
            } catch (const Error&) {
                if (++missing <= most_named)
                    commands += "\n  " + plan_.command(p.name, job);
            }
    if (missing > 0)
        throw Error(ErrorKind::UnreadableInput,
                    plan_.folder + ": " + std::to_string(missing) +
                        " parts are missing or damaged; run these jobs, phase by phase:" + commands +
                        (missing > most_named ? "\n  and " + std::to_string(missing - most_named) + " more" : ""));
}

void PlannedPasses::put(std::size_t cell, std::string answer)
{
    writer_->add(cell, answer);
}

PlannedImages::PlannedImages(const ShardPlan& plan, std::string making, bool verify)
    : plan_(plan), making_(std::move(making)), verify_(verify)
{
}

std::string PlannedImages::work(const std::string& name)
{
    return (fs::path(plan_.image_folder()) / name).string();
}

std::string PlannedImages::command_for(const std::string& step) const
{
    for (const ShardPhase& p : plan_.phases)
        for (std::size_t k = 0; k < p.steps.size(); ++k)
            if (p.steps[k] == step)
                return plan_.command(p.name, static_cast<int>(k) + 1);
    throw Error(ErrorKind::Internal, plan_.folder + ": the plan knows no step " + step);
}

bool PlannedImages::whole(const std::string& step) const
{
    const fs::path folder = plan_.image_folder();
    const auto done = work_files::read_step(folder / (step + work_files::step_suffix));
    return done && std::all_of(done->files.begin(), done->files.end(), [&](const work_files::DoneStep::File& f) {
               return work_files::has_digest(folder / f.name, f.sha256);
           });
}

bool PlannedImages::finished(const std::string& step, std::string& text)
{
    if (step == making_)
        return false;
    const auto done = work_files::read_step(work(step + work_files::step_suffix));
    if (!done || (verify_ && !whole(step)))
        throw Error(ErrorKind::UnreadableInput, work(step + work_files::step_suffix) + ": " +
                                                    (done ? "files of the step are damaged" : "is missing") +
                                                    "; run `" + command_for(step) + "`");
    text = done->text;
    return true;
}

void PlannedImages::finish_step(const std::string& step, const std::string& text, const std::vector<std::string>& files)
{
    check_files(plan_);
    work_files::DoneStep done{{}, text};
    for (const std::string& name : files) {
        work_files::sync(work(name));
        done.files.push_back({name, sha256_file(work(name))});
    }
    work_files::write_step(work(step + work_files::step_suffix), done);
}

} // namespace didban
